package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub that has no engine, and a launcher that has one. */
@NeedsEngine
@Timeout(300)
class LauncherTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path directory;
  private Path folder;
  private Process launcher;
  private HubProcess hub;

  @BeforeEach
  void start() throws IOException {
    // The path of a Unix socket has to be short.
    folder = Files.createTempDirectory("launcher");
    launcher = launch();
    Files.createDirectories(directory.resolve("hub"));
    hub =
        new HubProcess(
            directory.resolve("hub"),
            Map.of(
                "MCP_CENTRAL_ENGINE_LAUNCHER",
                "unix://" + socket(),
                "DOCKER_HOST",
                "unix:///nonexistent.sock"),
            OddServers.server("well", "well"));
    hub.start();
  }

  private Path socket() {
    return folder.resolve("launcher.sock");
  }

  private Process launch() throws IOException {
    var builder =
        new ProcessBuilder(Product.command(List.of("launcher", "--socket", socket().toString())))
            .directory(directory.toFile());
    builder.environment().put("MCP_CENTRAL_HOME", directory.resolve("launcher-home").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("launcher.log").toFile()))
        .start();
  }

  @AfterEach
  void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
    launcher.destroy();
    assertThat(launcher.waitFor(40, TimeUnit.SECONDS)).as("the launcher ends").isTrue();
    Files.deleteIfExists(socket());
    Files.delete(folder);
  }

  private String echo(String text) {
    return ModernRequest.call("well__echo", Map.of("text", text)).send(hub.mcp()).text();
  }

  private boolean answers(String text) {
    try {
      return echo(text).equals(text);
    } catch (UncheckedIOException | AssertionError notYet) {
      return false;
    }
  }

  private String trouble() {
    return hub.json("status").path("engineTrouble").asString("");
  }

  @Test
  void serversRunInContainersOfTheLauncherAndComeBackWithIt() throws Exception {
    Await.until(LIMIT, () -> "an answer: " + hub.output(), () -> answers("hello"));
    assertThat(hub.json("status").path("engine").toString()).contains("launcher");
    String container = hub.server(hub.json("status"), "well").path("instance").asString("");
    assertThat(Containers.inspect(container).path("HostConfig").path("ReadonlyRootfs").asBoolean())
        .isTrue();

    launcher.destroyForcibly().waitFor();
    Await.until(LIMIT, () -> "the hub says what is missing", () -> trouble().contains("launcher"));

    launcher = launch();
    Await.until(LIMIT, () -> "an answer again: " + hub.output(), () -> answers("again"));
    assertThat(trouble()).isEmpty();
    Await.until(
        LIMIT,
        () -> "the first container is gone",
        () -> Containers.docker("inspect", container).exitCode() != 0);
  }
}
