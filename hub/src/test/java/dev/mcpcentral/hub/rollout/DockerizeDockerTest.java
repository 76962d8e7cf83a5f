package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.image.Docker;
import dev.mcpcentral.hub.image.HardenedRun;
import dev.mcpcentral.hub.image.TinyServers;
import dev.mcpcentral.hub.oci.LocalRegistry;
import dev.mcpcentral.hub.spec.RegistryAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From sources to images in a real registry, and back out of it into hardened containers. */
@Tag("docker")
class DockerizeDockerTest {
  private static final String MEMORY = "npm:@modelcontextprotocol/server-memory@2026.8.31";

  /** What has no business in the image of a server. */
  private static final Set<String> BUILD_TOOLS =
      Set.of(
          "npm", "npx", "yarn", "pip", "pip3", "go", "gcc", "cc", "c++", "g++", "make", "javac",
          "apt-get", "dpkg");

  @TempDir static Path folder;
  private static DockerizeFixture one;
  private static LocalRegistry registry;
  private static RegistryAddress address;

  @TempDir Path project;

  @BeforeAll
  static void start() throws IOException {
    address = DockerizeFixture.freeAddress();
    one = new DockerizeFixture(folder.resolve("one"), address);
    registry = one.registry();
    registry.up(_ -> {});
  }

  @AfterAll
  static void stop() throws IOException {
    registry.down();
    registry.close();
    one.close();
    Docker.shell(
        "docker images --digests --filter 'reference="
            + address
            + "/*/*' --format '{{.Repository}}:{{.Tag}} {{.Repository}}@{{.Digest}}'"
            + " | tr ' ' '\\n' | grep -v '<none>' | sort -u | xargs -r docker rmi >/dev/null 2>&1"
            + " || true");
  }

  @Test
  void declaredServerIsPushedAndPinnedAndRunsFromTheRegistry() throws IOException {
    one.declare("servers:\n  github:\n    source: " + MEMORY + "\n");
    Dockerized made = one.run("github-mcp", Optional.empty(), Optional.empty());
    assertThat(made.image()).isEqualTo(address + "/idp/github-mcp:2026.8.31");
    assertThat(made.pinned()).isEqualTo(address + "/idp/github-mcp@" + made.digest());
    assertThat(made.lock()).isEqualTo(one.locks().resolve("github"));
    assertThat(made.lock().resolve("package-lock.json")).exists();
    Docker.run("pull", "--quiet", made.pinned());
    assertThat(HardenedRun.toolsOf(made.pinned())).contains("create_entities");
    assertThat(HardenedRun.becomesHealthy(made.pinned())).isTrue();
  }

  @Test
  void twiceBuiltFromTheSameLockAndBaseHasTheSameDigests(@TempDir Path elsewhere)
      throws IOException {
    Dockerized first = one.run("twice", Optional.of(MEMORY), Optional.empty());
    try (var other = new DockerizeFixture(elsewhere, address)) {
      copy(one.home().resolve("packages/bases"), other.home().resolve("packages/bases"));
      copy(one.locks(), other.locks());
      List<String> steps = new ArrayList<>();
      Dockerized second =
          other
              .dockerize()
              .run(new Dockerize.Order("twice", Optional.of(MEMORY), Optional.empty()), steps::add);
      assertThat(steps).contains("the layers are those of the lock");
      assertThat(second.layers()).isEqualTo(first.layers());
      assertThat(second.digest()).isEqualTo(first.digest());
    }
  }

  @Test
  void aFreshMachineWithTheLockTakesItsVersionAndClosure(@TempDir Path elsewhere)
      throws IOException {
    String old = "npm:@modelcontextprotocol/server-sequential-thinking@2025.12.18";
    one.run("thinking", Optional.of(old), Optional.empty());
    try (var other = new DockerizeFixture(elsewhere, address)) {
      copy(one.home().resolve("packages/bases"), other.home().resolve("packages/bases"));
      copy(one.locks(), other.locks());
      Dockerized again =
          other.run(
              "thinking",
              Optional.of("npm:@modelcontextprotocol/server-sequential-thinking"),
              Optional.empty());
      assertThat(again.source()).isEqualTo(old);
      assertThat(other.locks().resolve("thinking/package-lock.json"))
          .hasSameBinaryContentAs(one.locks().resolve("thinking/package-lock.json"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MEMORY,
        "pypi:mcp-server-time@2026.10.19",
        "go:github.com/modelcontextprotocol/go-sdk/examples/server/memory@v1.8.0",
        "jar",
        "binary"
      })
  void plainDockerBuildMakesAnEqualImage(String source) throws Exception {
    Path context = project.resolve("context");
    Dockerized made = one.run("equal", Optional.of(sourceOf(source)), Optional.of(context));
    String built = address + "/idp/built:test";
    one.store().build(context, built, false, Duration.ofMinutes(5), _ -> {});
    Docker.run("pull", "--quiet", made.pinned());
    List<String> tools = HardenedRun.toolsOf(built);
    assertThat(tools).isNotEmpty().isEqualTo(HardenedRun.toolsOf(made.pinned()));
    for (String part : List.of("User", "Cmd", "WorkingDir", "Healthcheck", "Labels")) {
      assertThat(inspect(built, part)).as(part).isEqualTo(inspect(made.pinned(), part));
    }
    assertThat(environment(built)).isEqualTo(environment(made.pinned()));
    assertThat(environment(built)).contains("GOVERNANCE_LOG_LEVEL=info");
    assertThat(inspect(built, "User")).isEqualTo("\"1001:1001\"");
    assertThat(HardenedRun.becomesHealthy(built)).isTrue();
    assertThat(programs(built)).doesNotContainAnyElementsOf(BUILD_TOOLS);
    assertThat(Files.readString(context.resolve("Dockerfile")))
        .contains("FROM " + address + "/idp/base-")
        .contains("@sha256:")
        .doesNotContain("RUN ");
    assertThat(context.resolve("lock/lock.json")).exists();
  }

  private String sourceOf(String source) throws IOException {
    Path dir = Files.createDirectories(project.resolve("source"));
    return switch (source) {
      case "jar" -> "dir:" + TinyServers.jar(dir);
      case "binary" -> "dir:" + TinyServers.binary(dir);
      default -> source;
    };
  }

  @Test
  void aFolderWithItsOwnDockerfileIsPushedAsItWasBuilt() throws IOException {
    Dockerized base = one.run("below", Optional.of(MEMORY), Optional.empty());
    Docker.run("pull", "--quiet", base.pinned());
    Files.writeString(project.resolve("Dockerfile"), "FROM " + base.pinned() + "\nENV X=1\n");
    Dockerized made = one.run("own", Optional.of("dir:" + project), Optional.empty());
    Docker.run("pull", "--quiet", made.pinned());
    assertThat(HardenedRun.toolsOf(made.pinned())).contains("create_entities");
    assertThatThrownBy(() ->
            one.run("own", Optional.of("dir:" + project), Optional.of(folder.resolve("context"))))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("built by somebody else");
  }

  @Test
  void aFolderThatHoldsSomethingElseIsNotOverwritten() throws IOException {
    Path mine = Files.writeString(project.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> one.run("kept", Optional.of(MEMORY), Optional.of(project)))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("holds something else");
    assertThat(mine).hasContent("mine");
  }

  private static Set<String> environment(String image) throws IOException {
    String printed =
        Docker.run("inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", image);
    return new TreeSet<>(List.of(printed.split("\n", -1)));
  }

  private static String inspect(String image, String part) throws IOException {
    return Docker.run("inspect", "--format", "{{json .Config." + part + "}}", image);
  }

  /** The names of all files of an image that are in a folder for programs. */
  private static List<String> programs(String image) throws IOException {
    String container = Docker.run("create", image);
    try {
      return Docker.shell("docker export " + container + " | tar -t")
          .lines()
          .filter(name -> name.matches("(usr/)?(local/)?s?bin/.*|usr/lib/jvm/.*/bin/.*"))
          .map(name -> name.substring(name.lastIndexOf('/') + 1))
          .toList();
    } finally {
      Docker.run("rm", container);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
