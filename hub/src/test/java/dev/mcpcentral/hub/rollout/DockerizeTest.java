package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.LocalImages;
import dev.mcpcentral.hub.oci.LocalRegistry;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.RegistryAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be dockerized is told before anything is built, and leaves nothing behind. */
class DockerizeTest {
  @TempDir Path folder;
  private final List<String> steps = new ArrayList<>();

  @Test
  void withoutARegistryNothingIsBuilt() throws IOException {
    RegistryAddress address = DockerizeFixture.freeAddress();
    assertThatThrownBy(() -> run(address, "clock", Optional.of("pypi:mcp-server-time")))
        .isInstanceOf(FleetException.class)
        .hasMessageStartingWith("No registry answers at " + address)
        .hasMessageContaining("mcp-central registry up");
    assertThat(steps).isEmpty();
    assertThat(folder.resolve("locks")).doesNotExist();
  }

  @Test
  void somethingElseAtTheAddressIsNamed() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      var address = new RegistryAddress("localhost", server.getAddress().getPort());
      assertThatThrownBy(() -> run(address, "clock", Optional.of("pypi:mcp-server-time")))
          .isInstanceOf(FleetException.class)
          .hasMessageContaining("is no image registry");
    } finally {
      server.stop(0);
    }
    assertThat(steps).isEmpty();
  }

  @Test
  void malformedSourcesAndNamesAreRefused() throws IOException {
    RegistryAddress address = DockerizeFixture.freeAddress();
    assertThatThrownBy(() -> run(address, "clock", Optional.of("npm:../../etc/passwd")))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("does not name an npm package");
    assertThatThrownBy(() -> run(address, "clock", Optional.of("ftp://x")))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("source must be one of npm:");
    assertThatThrownBy(() -> run(address, "clock", Optional.of("npm:x@>=1 || 2")))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("exact version");
    assertThatThrownBy(() -> run(address, "../up", Optional.of("npm:x")))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("cannot name an image");
    assertThatThrownBy(() -> run(address, "nobody", Optional.empty()))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("there is no server 'nobody'");
    assertThat(steps).isEmpty();
  }

  @Test
  void aFolderWithoutAProjectAndARemoteServerHaveNoImage() throws IOException {
    Path home = folder.resolve("registry-home");
    RegistryAddress address = DockerizeFixture.freeAddress();
    var settings =
        LocalRegistry.Settings.usual(
            home, address, Optional.empty(), Optional.empty(), System.getenv());
    try (LocalRegistry registry = new LocalRegistry(settings)) {
      registry.up(_ -> {});
      try {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> run(address, "mine", Optional.of("dir:" + empty)))
            .isInstanceOf(FleetException.class)
            .hasMessageContaining("add a Dockerfile");
        assertThatThrownBy(() -> run(address, "mine", Optional.of("url:https://mcp.example.com/")))
            .isInstanceOf(FleetException.class)
            .hasMessageContaining("runs elsewhere");
      } finally {
        registry.down();
      }
    }
    assertThat(folder.resolve("locks")).doesNotExist();
  }

  private Dockerized run(RegistryAddress address, String name, Optional<String> source)
      throws IOException {
    Path configuration = folder.resolve("mcp-central.yaml");
    Files.writeString(configuration, "registry: {address: \"" + address + "\"}\n");
    var file = new ConfigurationFile(configuration, Set.of());
    Path home = folder.resolve("home");
    Images images = LocalImages.forProcesses(home);
    var publisher = new Publisher(() -> images, () -> file.read().registry(), home);
    return new Dockerize(() -> images, file::read, file, publisher, (_, _, _) -> Optional.empty())
        .run(new Dockerize.Order(name, source, Optional.empty()), steps::add);
  }
}
