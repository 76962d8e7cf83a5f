package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.image.LocalImages;
import dev.mcpcentral.hub.image.Locks;
import dev.mcpcentral.hub.oci.LocalRegistry;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.RegistryAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A state folder, a configuration, and what dockerizes from them into a registry. */
final class DockerizeFixture implements AutoCloseable {
  static final String DOCKER =
      Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock");

  private final Path home;
  private final Path configuration;
  private final RegistryAddress address;
  private final DockerImageStore store = DockerImageStore.connect(DOCKER);

  /** {@code folder} gets {@code home/} and {@code conf/}. */
  DockerizeFixture(Path folder, RegistryAddress address) throws IOException {
    this.home = Files.createDirectories(folder.resolve("home"));
    Path conf = Files.createDirectories(folder.resolve("conf"));
    this.configuration = conf.resolve("mcp-central.yaml");
    this.address = address;
    declare("servers: {}\n");
  }

  static RegistryAddress freeAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new RegistryAddress("localhost", socket.getLocalPort());
    }
  }

  /** The registry as a process, with its data in this home. */
  LocalRegistry registry() {
    return new LocalRegistry(
        LocalRegistry.Settings.usual(
            home, address, Optional.empty(), Optional.empty(), System.getenv()));
  }

  DockerizeFixture declare(String servers) throws IOException {
    Files.writeString(configuration, "registry: {address: \"" + address + "\"}\n" + servers);
    return this;
  }

  Path home() {
    return home;
  }

  Path locks() {
    return configuration.resolveSibling("locks");
  }

  DockerImageStore store() {
    return store;
  }

  Dockerize dockerize() {
    var file = new ConfigurationFile(configuration, Set.of());
    Images images =
        LocalImages.forDocker(
            home, store, Optional.empty(), Optional.of(Locks.beside(configuration)));
    var publisher = new Publisher(() -> images, () -> file.read().registry(), home);
    return new Dockerize(() -> images, file::read, file, publisher, (_, _, _) -> Optional.empty());
  }

  Dockerized run(String name, Optional<String> source, Optional<Path> output) {
    return dockerize().run(new Dockerize.Order(name, source, output), _ -> {});
  }

  @Override
  public void close() {
    store.close();
  }
}
