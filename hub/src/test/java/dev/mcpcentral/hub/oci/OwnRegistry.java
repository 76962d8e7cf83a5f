package dev.mcpcentral.hub.oci;

import dev.mcpcentral.hub.spec.RegistryAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

/** A real registry on a free port, run as a process, for one test class. */
final class OwnRegistry implements AutoCloseable {
  private final LocalRegistry registry;
  private final RegistryAddress address;
  private final Registry client;

  OwnRegistry(Path home) throws IOException {
    this.address = new RegistryAddress("localhost", freePort());
    this.registry = local(home, address);
    this.client = new Registry(address);
    registry.up(_ -> {});
  }

  static LocalRegistry local(Path home, RegistryAddress address) {
    return new LocalRegistry(
        LocalRegistry.Settings.usual(
            home, address, Optional.empty(), Optional.empty(), System.getenv()));
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  RegistryAddress address() {
    return address;
  }

  LocalRegistry local() {
    return registry;
  }

  Registry client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    registry.down();
    registry.close();
  }
}
