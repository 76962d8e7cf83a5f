package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** No engine: the built-in server, sandboxed processes up to medium risk, and nothing above. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutEngineTest {
  private final HubProcess hub;
  private final Path directory;

  WithoutEngineTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    SixServers.ownedFolder(directory.resolve("shared"));
    Files.createDirectory(directory.resolve("private"));
    Path others = directory.resolve("private/others.txt");
    Files.writeString(others, "not for servers");
    Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    hub = new HubProcess(directory, Product.NO_ENGINE, servers());
  }

  private static String servers() {
    return OddServers.server("low", "well")
        + OddServers.server("medium", "well").replace("risk: low", "risk: medium")
        + "    mounts: [{source: ./shared, target: /workspace, mode: rw}]\n"
        + OddServers.server("high", "well").replace("risk: low", "risk: high");
  }

  @BeforeAll
  void start() {
    hub.start();
    SixServers.awaitServers(hub, List.of("low", "medium"), Duration.ofMinutes(1));
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private String call(String tool, Map<String, ?> arguments) {
    return ModernRequest.call(tool, arguments).send(hub.mcp()).text();
  }

  @Test
  void theBuiltInServerAnswers() {
    assertThat(call("central__status", Map.of())).contains("low", "medium", "high");
    assertThat(call("central__find_tools", Map.of("query", "echo"))).contains("low__echo");
  }

  @Test
  void lowAndMediumRiskServersRunAndHighIsRefused() {
    assertThat(call("low__echo", Map.of("text", "a"))).isEqualTo("a");
    assertThat(call("medium__echo", Map.of("text", "b"))).isEqualTo("b");
    assertThat(Catalog.of(hub.mcp()).names()).noneMatch(name -> name.startsWith("high__"));
    var high = hub.server(hub.json("status"), "high");
    assertThat(high.path("state").asString("")).isEqualTo("failed");
    assertThat(high.path("detail").asString("")).containsIgnoringCase("high");
  }

  @Test
  void aProcessIsConfinedToWhatWasDeclared() {
    for (Path secret : List.of(directory.resolve("private/others.txt"), hub.configuration())) {
      assertThat(call("low__read", Map.of("path", secret.toString()))).isNotEqualTo("done");
    }
    assertThat(call("low__read", Map.of("path", "/etc/shadow"))).isNotEqualTo("done");
    assertThat(call("low__write", Map.of("path", "/usr/x"))).isNotEqualTo("done");
    assertThat(call("low__write", Map.of("path", "/etc/x"))).isNotEqualTo("done");
    assertThat(call("low__connect", Map.of("host", "127.0.0.1", "port", hub.mcpPort())))
        .isNotEqualTo("done");
  }

  @Test
  void aDeclaredMountIsWritableByTheProcess() {
    assertThat(call("medium__write", Map.of("path", "/workspace/made.txt"))).isEqualTo("done");
    assertThat(directory.resolve("shared/made.txt")).hasContent("written");
  }
}
