package dev.mcpcentral.hub.oci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.engine.DockerServices;
import dev.mcpcentral.hub.image.Docker;
import dev.mcpcentral.hub.spec.RegistryAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry as a container. The image has this machine's binary of the distribution in the place
 * and with the configuration of {@code registry:2}, which a machine without a registry cannot pull.
 */
@Tag("docker")
class ContainerRegistryDockerTest {
  private static final String DOCKER =
      Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock");
  private static final String IMAGE = "mcp-central-test/registry:2";

  @TempDir static Path context;
  private static DockerImageStore store = DockerImageStore.connect(DOCKER);

  @TempDir Path home;

  @BeforeAll
  static void build() throws IOException {
    for (String file :
        List.of(
            "/usr/bin/docker-registry",
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/lib64/ld-linux-x86-64.so.2")) {
      Path from = Path.of(file);
      Files.copy(from.toRealPath(), context.resolve(from.getFileName().toString()));
    }
    Files.writeString(
        context.resolve("config.yml"),
        """
        version: 0.1
        storage:
          cache: {blobdescriptor: inmemory}
          filesystem: {rootdirectory: /var/lib/registry}
        http: {addr: ":5000"}
        """);
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch
        COPY docker-registry /bin/registry
        COPY libc.so.6 /lib/x86_64-linux-gnu/libc.so.6
        COPY ld-linux-x86-64.so.2 /lib64/ld-linux-x86-64.so.2
        COPY config.yml /etc/docker/registry/config.yml
        VOLUME /var/lib/registry
        """);
    store.build(context, IMAGE, false, Duration.ofMinutes(2), _ -> {});
  }

  @AfterAll
  static void remove() {
    store.remove(IMAGE);
    store.close();
  }

  @Test
  void itRunsHardenedKeepsItsImagesAndCollectsGarbage() throws IOException {
    var address = new RegistryAddress("localhost", OwnRegistry.freePort());
    String name = "mcp-central-test-registry-" + address.port();
    try (LocalRegistry registry = new LocalRegistry(settings(address, name));
        Registry client = new Registry(address)) {
      LocalRegistry.Standing standing = registry.up(_ -> {});
      assertThat(standing.how()).isEqualTo("container " + name + " (" + IMAGE + ")");
      assertThat(standing.ours()).isTrue();
      assertThat(standing.deletes()).isTrue();
      assertHardened(name, address);
      var push = new Push(client, home);
      Pushed old = push.push(SampleImage.of(home, 1, 2), "idp/a", "1", _ -> {});
      Pushed newest = push.push(SampleImage.of(home, 1, 3), "idp/a", "2", _ -> {});
      assertThat(registry.down()).isTrue();
      assertThat(registry.status().answers()).isFalse();
      registry.up(_ -> {});
      assertThat(client.digest("idp/a", "1")).contains(old.digest());
      LocalRegistry.Collected collected = registry.collectGarbage(Set.of(), _ -> {});
      assertThat(collected.freed()).isTrue();
      assertThat(collected.images().stream().map(Garbage.Image::digest))
          .containsExactly(old.digest());
      assertThat(client.blobs().has("idp/a", old.layers().getLast())).isFalse();
      assertThat(newest.layers()).allMatch(blob -> client.blobs().has("idp/a", blob));
    } finally {
      try (DockerServices services = DockerServices.connect(DOCKER)) {
        services.remove(name);
      }
      docker("volume", "rm", name);
    }
  }

  private LocalRegistry.Settings settings(RegistryAddress address, String name) {
    Map<String, String> noBinary = Map.of("PATH", home.toString());
    return new LocalRegistry.Settings(
        home, address, Optional.of(DOCKER), IMAGE, name, name, noBinary);
  }

  private static void assertHardened(String name, RegistryAddress address) throws IOException {
    assertThat(
            docker(
                "inspect",
                "--format",
                "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}"
                    + " {{.HostConfig.SecurityOpt}} {{.HostConfig.RestartPolicy.Name}}"
                    + " {{.HostConfig.PortBindings}} {{.HostConfig.Privileged}}",
                name))
        .isEqualTo(
            "true [ALL] [no-new-privileges] unless-stopped map[5000/tcp:[{127.0.0.1 "
                + address.port()
                + "}]] false");
    assertThat(
            docker(
                "inspect", "--format", "{{index .Config.Labels \"mcp-central.registry\"}}", name))
        .isEqualTo(String.valueOf(address.port()));
  }

  private static String docker(String... arguments) throws IOException {
    return Docker.run(arguments);
  }
}
