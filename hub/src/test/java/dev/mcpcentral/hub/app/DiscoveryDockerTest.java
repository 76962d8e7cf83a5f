package dev.mcpcentral.hub.app;

import static dev.mcpcentral.hub.app.LocalHub.await;
import static dev.mcpcentral.hub.app.RunningContainers.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.image.LocalImages;
import dev.mcpcentral.hub.image.Prepared;
import dev.mcpcentral.hub.rollout.ServerStatus;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole hub, a published server, and whoever types {@code docker run}. */
@Tag("docker")
@Timeout(300)
final class DiscoveryDockerTest {
  /**
   * Two seconds on a quiet machine; a loaded one needs more, and the measure is not what is tested.
   */
  private static final Duration NOTICED = Duration.ofSeconds(15);

  /** Starting a server takes its time on a busy machine. */
  private static final Duration STARTED = Duration.ofSeconds(45);

  private static String image = "";
  private static List<String> command = List.of();

  @TempDir Path folder;
  private final RunningContainers containers = new RunningContainers();
  private LocalHub hub;

  @BeforeAll
  static void prepareAPublishedServer(@TempDir Path home) {
    String host =
        Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock");
    try (DockerImageStore store = DockerImageStore.connect(host)) {
      Source source =
          new Source.Npm("@modelcontextprotocol/server-everything", Optional.of("2026.8.31"));
      Prepared prepared =
          LocalImages.forDocker(home, store, Optional.empty())
              .prepare(ServerSpec.of(new ServerName("everything"), source), step -> {});
      image = ((Workload.Image) prepared.workload()).id();
      command = prepared.command();
    }
  }

  @BeforeEach
  void start() throws Exception {
    hub = new LocalHub(folder, "discovery: all\n", LocalHub.environment());
    await(STARTED, () -> "an engine", () -> hub.hub.status().engine().contains("Docker"));
  }

  @AfterEach
  void close() {
    hub.close();
    containers.close();
    assertThat(docker("volume", "ls", "-q", "--filter", "label=mcp.installation=" + id()))
        .as("claims that stayed")
        .isEmpty();
  }

  private String id() {
    try {
      return Files.readString(folder.resolve("home").resolve("installation-id")).strip();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void awaitRunning(String name) throws InterruptedException {
    await(STARTED, () -> name + " runs: " + hub.server(name), () -> hub.runs(name));
  }

  @Test
  void serverOverStdioComesAndGoesWithItsContainer() throws Exception {
    String name = containers.run("stdio", image, "mcp.server=echoes");
    await(NOTICED, () -> name + " is noticed", () -> hub.has("echoes", name));
    awaitRunning("echoes");
    ServerStatus status = hub.server("echoes").orElseThrow();
    assertThat(status.risk()).isEqualTo(RiskLevel.HIGH);
    assertThat(status.source()).isEqualTo("container:" + name);
    assertThat(status.foreign().orElseThrow().discovered()).isTrue();
    assertThat(status.foreign().orElseThrow().lacks()).contains("it has no memory limit");

    assertThat(hub.call("echoes__echo", "{\"message\":\"hello\"}", true).toString())
        .contains("hello");
    assertThat(hub.call("echoes__echo", "{\"message\":\"hello\"}", false).toString())
        .contains("needs a client with a token");

    RunningContainers.remove(name);
    await(NOTICED, () -> name + " is gone", () -> hub.server("echoes").isEmpty());
  }

  @Test
  void serverOverHttpIsReachedAtItsOwnAddress() throws Exception {
    String name =
        containers.run(
            "http",
            // Its image has a check, whose first result would take half a minute.
            List.of("--no-healthcheck", "--label", "mcp.server=web", "--label", "mcp.port=3001"),
            image,
            java.util.stream.Stream.concat(
                    command.stream(), java.util.stream.Stream.of("streamableHttp"))
                .toList());
    await(NOTICED, () -> name + " is noticed", () -> hub.has("web", name));
    awaitRunning("web");
    assertThat(hub.call("web__echo", "{\"message\":\"over http\"}", true).toString())
        .contains("over http");
    docker("pause", name);
    await(NOTICED, () -> "it is ignored", () -> hub.ignored(name).equals("it is paused"));
    docker("unpause", name);
    awaitRunning("web");
    RunningContainers.remove(name);
    await(NOTICED, () -> name + " is gone", () -> hub.server("web").isEmpty());
  }

  @Test
  void serverThatRestartsIsSpokenToAgain() throws Exception {
    String name = containers.run("again", image, "mcp.server=again");
    awaitRunning("again");
    docker("restart", "-t", "1", name);
    await(STARTED, () -> "it is back", () -> hub.runs("again"));
    assertThat(hub.call("again__echo", "{\"message\":\"back\"}", true).toString()).contains("back");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mcp.server=../x                             | mcp.server is not a server name
          mcp.server=x mcp.governance.level=none      | mcp.governance.level is none of
          mcp.server=x mcp.port=99999                 | mcp.port is not a port
          mcp.server=x mcp.port=80 mcp.path=http://evil | mcp.path is not an HTTP path
          mcp.server=x mcp.hub=$(x)                   | mcp.hub is not the name of a hub
          """)
  void hostileLabelsAreIgnoredWithAReason(String labels, String reason) throws Exception {
    String name = containers.run("hostile", image, labels.split(" "));
    await(NOTICED, () -> "it is ignored", () -> hub.ignored(name).contains(reason));
    assertThat(hub.hub.servers()).noneMatch(server -> hub.has(server.name().value(), name));
  }

  @Test
  void labelsOfAnImageExposeNothing() throws Exception {
    String source = containers.run("source", image);
    String hostile =
        docker(
            "commit", "--change", "LABEL mcp.server=evil", "--change", "LABEL mcp.port=1", source);
    try {
      String name = containers.run("t1", hostile);
      await(NOTICED, () -> "ignored", () -> hub.ignored(name).contains("an image's labels"));
      assertThat(hub.server("evil")).isEmpty();
    } finally {
      containers.close();
      docker("rmi", "-f", hostile);
    }
  }

  @Test
  void exactlyOneOfTwoHubsHasItAndTheOtherTakesOver(@TempDir Path elsewhere) throws Exception {
    try (LocalHub other = new LocalHub(elsewhere, "discovery: all\n", LocalHub.environment())) {
      await(STARTED, () -> "an engine", () -> other.hub.status().engine().contains("Docker"));
      String name = containers.run("shared", image, "mcp.server=shared");
      await(
          STARTED,
          () -> "one has it, one says who",
          () ->
              hub.has("shared", name) != other.has("shared", name)
                  && (hub.ignored(name) + other.ignored(name)).startsWith("taken by another hub"));
      LocalHub first = hub.has("shared", name) ? hub : other;
      LocalHub second = first.equals(hub) ? other : hub;
      first.close();
      await(Duration.ofSeconds(10), () -> "taken over", () -> second.has("shared", name));
      await(STARTED, () -> "spoken to", () -> second.runs("shared"));
      assertThat(second.call("shared__echo", "{\"message\":\"anew\"}", true).toString())
          .contains("anew");
    }
  }

  @Test
  void declaringADiscoveredContainerLowersItsLevel() throws Exception {
    String name = containers.run("reviewed", image, "mcp.server=reviewed");
    awaitRunning("reviewed");
    ServerSpec spec =
        ServerSpec.of(new ServerName("reviewed"), new Source.Container(name))
            .withOversight(Oversight.of(RiskLevel.MEDIUM));
    hub.hub.fleet().add(spec, step -> {});
    awaitRunning("reviewed");
    ServerStatus status = hub.server("reviewed").orElseThrow();
    assertThat(status.risk()).isEqualTo(RiskLevel.MEDIUM);
    assertThat(status.foreign().orElseThrow().discovered()).isFalse();
    assertThat(hub.call("reviewed__echo", "{\"message\":\"hi\"}", false).toString()).contains("hi");
  }
}
