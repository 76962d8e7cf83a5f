package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that is wrong is refused with its place and the nearest right word. */
class InvalidConfigurationTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration LIVE = Duration.ofSeconds(20);

  @TempDir private Path directory;

  private HubProcess hub() {
    return new HubProcess(directory, Product.NO_ENGINE, "");
  }

  @Test
  void anUnknownKeyIsRefusedWithFileLineAndTheNearestKey() {
    var hub = hub();
    hub.writeConfiguration("", "  memory:\n    sorce: npm:@modelcontextprotocol/server-memory\n");
    var up = hub.cli(LIMIT, "up");
    assertThat(up.exitCode()).as("%s", up).isNotZero();
    assertThat(up.err()).contains("mcp-central.yaml", "3", "sorce", "source");
  }

  @Test
  void listeningToOthersNeedsAuthentication() throws IOException {
    var hub = hub();
    String open = "auth:\n  anonymous: loopback\n" + hub.listen().replace("127.0.0.1", "0.0.0.0");
    Files.writeString(hub.configuration(), open);
    var up = hub.cli(LIMIT, "up");
    assertThat(up.exitCode()).as("%s", up).isNotZero();
    assertThat(up.err()).contains("anonymous");
  }

  @Test
  void aLiveEditTakesEffectWhenValidAndChangesNothingOtherwise() {
    String anonymous = "auth:\n  anonymous: loopback\n";
    try (var hub = hub().start()) {
      hub.writeConfiguration(anonymous, OddServers.server("later", "well"));
      SixServers.awaitServers(hub, List.of("later"), LIMIT);
      List<String> names = Catalog.of(hub.mcp()).names();
      hub.writeConfiguration(
          anonymous,
          OddServers.server("later", "well")
              + OddServers.server("x", "well").replace("args", "agrs"));
      Await.until(
          LIVE,
          () -> "the status tells of 'agrs': " + hub.cli("status"),
          () -> hub.json("status").toString().contains("agrs"));
      assertThat(Catalog.of(hub.mcp()).names()).isEqualTo(names);
      hub.writeConfiguration(anonymous, "");
      Await.until(
          LIVE,
          () -> "the server is gone",
          () -> Catalog.of(hub.mcp()).names().stream().noneMatch(name -> name.startsWith("later")));
    }
  }
}
