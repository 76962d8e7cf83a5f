package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Instance.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose a container is: sweeping, adopting, and leaving other installations alone. */
@Tag("docker")
@Timeout(60)
final class OwnershipDockerTest {
  private static final ServerName PROBE = new ServerName("probe");

  @TempDir Path home;
  @TempDir Path otherHome;
  DockerFixture docker;
  DockerFixture other;

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
    other = new DockerFixture(otherHome);
  }

  @AfterEach
  void close() {
    docker.close();
    other.close();
  }

  @Test
  void theNextHubRemovesWhatTheKilledOneLeft() {
    docker.start(TestSpec.shell("exec cat"));
    docker.start(TestSpec.shell("sleep 1000"));
    assertThat(docker.containers()).hasSize(2);
    try (DockerEngine next = docker.secondEngine()) {
      assertThat(next.sweep(Set.of(PROBE))).isEqualTo(2);
    }
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void anotherInstallationIsLeftAlone() {
    Instance stays = other.start(TestSpec.shell("exec cat"));
    try (DockerEngine next = docker.secondEngine()) {
      assertThat(next.sweep(Set.of())).isZero();
    }
    assertThat(other.containers()).containsExactly(stays.id());
  }

  @Test
  void aContainerThatOnlyBearsOurLabelIsLeftAlone() {
    String stranger =
        docker.api.call(
            "create a stranger",
            client ->
                client
                    .createContainerCmd(((Workload.Image) docker.busybox()).id())
                    .withLabels(Map.of(Labels.INSTALLATION, docker.installation))
                    .withCmd("/bin/true")
                    .exec()
                    .getId());
    assertThat(docker.engine.sweep(Set.of())).isZero();
    assertThat(docker.containers()).containsExactly(stranger);
  }

  @Test
  void aHubDoesNotSweepItsOwnRunningServers() {
    Instance instance = docker.start(TestSpec.shell("exec cat"));
    assertThat(docker.engine.sweep(Set.of())).isZero();
    assertThat(docker.containers()).containsExactly(instance.id());
    instance.close();
  }

  @Test
  void anHttpServerIsAdoptedByTheNextHub() throws Exception {
    Instance first = docker.start(http());
    assertThat(get(first)).startsWith("HTTP/1.");
    try (DockerEngine next = docker.secondEngine()) {
      assertThat(next.sweep(Set.of(PROBE))).isZero();
      try (Instance adopted = next.start(http().launch(docker.busybox()))) {
        assertThat(adopted.id()).isEqualTo(first.id());
        assertThat(get(adopted)).startsWith("HTTP/1.");
      }
    }
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void anHttpServerWithAnotherSpecIsNotAdopted() {
    Instance first = docker.start(http());
    try (DockerEngine next = docker.secondEngine()) {
      TestSpec changed = http();
      changed.env.put("CHANGED", "yes");
      try (Instance started = next.start(changed.launch(docker.busybox()))) {
        assertThat(started.id()).isNotEqualTo(first.id());
      }
    }
  }

  @Test
  void anHttpServerThatIsNoLongerDeclaredIsSwept() {
    docker.start(http());
    try (DockerEngine next = docker.secondEngine()) {
      assertThat(next.sweep(Set.of(new ServerName("another")))).isEqualTo(1);
    }
    assertThat(networks()).isEmpty();
  }

  @Test
  void anHttpServerDoesNotReachItsSibling() throws Exception {
    try (Instance sibling = docker.start(http())) {
      InetSocketAddress address = ((Wire.Http) sibling.wire()).address();
      assertThat(get(sibling)).startsWith("HTTP/1.");
      TestSpec prober = http();
      prober.name = "prober";
      String reach =
          "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | timeout 5 nc %s 8080 | grep -q HTTP && echo reached %s; ";
      prober.args.set(
          1,
          "httpd -p 8080 -h /tmp; sleep 1; "
              + reach.formatted("127.0.0.1", "itself")
              + reach.formatted(address.getHostString(), "its sibling")
              + "echo done; sleep 100");
      Instance instance = docker.start(prober);
      eventually("the log", () -> log(prober).stream().anyMatch(line -> line.endsWith(" done")));
      assertThat(log(prober)).anyMatch(line -> line.endsWith("reached itself"));
      assertThat(log(prober)).noneMatch(line -> line.endsWith("reached its sibling"));
      instance.stop(Duration.ofSeconds(1));
    }
    assertThat(networks()).isEmpty();
  }

  private List<String> log(TestSpec spec) {
    return docker.logs.tail(new ServerName(spec.name), 100);
  }

  private static TestSpec http() {
    TestSpec spec = TestSpec.shell("echo up; exec httpd -f -p 8080 -h /tmp");
    spec.port = OptionalInt.of(8080);
    return spec;
  }

  private List<String> networks() {
    return docker.api.call("list networks", client -> client.listNetworksCmd().exec()).stream()
        .map(com.github.dockerjava.api.model.Network::getName)
        .filter(name -> name.contains(docker.installation))
        .toList();
  }

  /** Asks until the server inside has opened its port. */
  private static String get(Instance instance) throws Exception {
    InetSocketAddress address = ((Wire.Http) instance.wire()).address();
    StringBuilder answer = new StringBuilder();
    eventually(
        "an answer from " + address,
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(address, 1000);
            socket
                .getOutputStream()
                .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            answer.append(
                new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return true;
          } catch (IOException _) {
            return false;
          }
        });
    return answer.toString();
  }
}
