package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.engine.DockerLookup.Candidate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an engine is looked for, and which addresses are understood. */
final class EnginesTest {
  @TempDir Path userHome;

  @Test
  void theContextComesBeforeDefaultBeforeRootless() throws Exception {
    context("unix:///home/me/desk.sock");
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");
    assertThat(new DockerLookup(environment, userHome).candidates())
        .containsExactly(
            new Candidate("the Docker context 'desk'", "unix:///home/me/desk.sock"),
            new Candidate("the default socket", "unix:///var/run/docker.sock"),
            new Candidate("the rootless socket", "unix:///run/user/1000/docker.sock"));
  }

  @Test
  void anExplicitDockerHostIsTheOnlyCandidate() throws Exception {
    context("unix:///home/me/desk.sock");
    assertThat(new DockerLookup(Map.of("DOCKER_HOST", "tcp://far:2375"), userHome).candidates())
        .containsExactly(new Candidate("DOCKER_HOST", "tcp://far:2375"));
  }

  @Test
  void brokenFilesOfTheCommandLineAreLeftAside() throws Exception {
    Files.createDirectories(userHome.resolve(".docker"));
    Files.writeString(userHome.resolve(".docker/config.json"), "{ not json");
    assertThat(new DockerLookup(Map.of(), userHome).candidates())
        .containsExactly(new Candidate("the default socket", "unix:///var/run/docker.sock"));
  }

  @Test
  void addressesAreUnderstoodOrRefused() {
    assertThat(DockerAddress.parse("tcp://host").host()).isEqualTo("tcp://host:2375");
    assertThat(DockerAddress.parse("host:99").host()).isEqualTo("tcp://host:99");
    assertThat(DockerAddress.parse("unix:///a/b").host()).isEqualTo("unix:///a/b");
    assertThatThrownBy(() -> DockerAddress.parse("ssh://me@host"))
        .hasMessage("ssh:// addresses are not supported; use unix:// or tcp://");
  }

  private void context(String host) throws Exception {
    Path docker = Files.createDirectories(userHome.resolve(".docker"));
    Files.writeString(docker.resolve("config.json"), "{\"currentContext\":\"desk\"}");
    // The docker command line names the folder by the SHA-256 of the context's name, here "desk".
    String folder = "49be417ad74080a0031b636b44cfc26fdd0065492d6cd3b033960c4414955cf7";
    Path meta = Files.createDirectories(docker.resolve("contexts/meta").resolve(folder));
    Files.writeString(
        meta.resolve("meta.json"),
        "{\"Name\":\"desk\",\"Endpoints\":{\"docker\":{\"Host\":\"%s\"}}}".formatted(host));
  }
}
