package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Idle containers are frozen, then removed; dead ones are replaced. */
@Tag("docker")
@Timeout(120)
final class PoolDockerTest {
  private static final Optional<Duration> NEVER = Optional.empty();

  @TempDir Path home;
  DockerFixture docker;

  @BeforeEach
  void open() throws Exception {
    docker = new DockerFixture(home);
  }

  @AfterEach
  void close() {
    docker.close();
  }

  @Test
  void idleContainersAreFrozenAndWokenByTheirNextCall() throws Exception {
    int sessions = 4;
    int rounds = 5;
    long[] wakes = new long[sessions * rounds];
    try (PooledServer server =
        server(Instances.SESSION, new Pool(8, 0, Optional.of(Duration.ofSeconds(1)), NEVER))) {
      for (int session = 0; session < sessions; session++) {
        server.nanos("s" + session, session);
      }
      for (int round = 0; round < rounds; round++) {
        eventually("pause", () -> server.state().paused() == sessions);
        assertThat(docker.containers()).hasSize(sessions).allMatch(this::isFrozen);
        for (int session = 0; session < sessions; session++) {
          wakes[round * sessions + session] = server.nanos("s" + session, 1000L + session);
        }
      }
      assertThat(server.told).filteredOn(line -> line.startsWith("ended")).isEmpty();
    }
    Arrays.sort(wakes);
    assertThat(Duration.ofNanos(wakes[wakes.length * 95 / 100])).isLessThan(Duration.ofMillis(500));
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void idleContainersAreRemovedAndStartedByTheirNextCall() throws Exception {
    Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
    Optional<Duration> three = Optional.of(Duration.ofSeconds(3));
    try (PooledServer server = server(Instances.SHARED, new Pool(8, 0, second, three))) {
      server.nanos("s1", 1);
      eventually("removal", () -> docker.containers().isEmpty());
      eventually("news", () -> server.told.contains("ended not used for a while"));
      server.nanos("s1", 2);
      assertThat(docker.containers()).hasSize(1);
    }
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void killedContainerIsReplacedByASpareOneWithinTwoSeconds() throws Exception {
    try (PooledServer server = server(Instances.SHARED, new Pool(4, 1, NEVER, NEVER))) {
      server.backend.warm();
      assertThat(recovery(server)).isLessThan(Duration.ofSeconds(2));
    }
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void killedContainerIsStartedAgainWithinFiveSeconds() throws Exception {
    try (PooledServer server = server(Instances.SHARED, new Pool(4, 0, NEVER, NEVER))) {
      assertThat(recovery(server)).isLessThan(Duration.ofSeconds(5));
    }
    assertThat(docker.containers()).isEmpty();
  }

  /** A frozen container can be killed like any other, and nobody waits for it. */
  @Test
  void frozenContainerThatIsKilledIsReplaced() throws Exception {
    Pool pool = new Pool(4, 0, Optional.of(Duration.ofSeconds(1)), NEVER);
    try (PooledServer server = server(Instances.SHARED, pool)) {
      server.nanos("s1", 1);
      eventually("pause", () -> server.state().paused() == 1);
      docker.containers().forEach(docker.api::remove);
      eventually("end", () -> server.state().running() == 0);
      server.nanos("s1", 2);
    }
    assertThat(docker.containers()).isEmpty();
  }

  @Test
  void eachCallHasAContainerOfItsOwnAndASpareMakesItWarm() throws Exception {
    try (PooledServer server = server(Instances.CALL, new Pool(4, 1, NEVER, NEVER))) {
      server.backend.warm();
      for (int call = 0; call < 5; call++) {
        eventually("spare", () -> server.state().spare() == 1);
        String spare = docker.containers().getFirst();
        server.nanos("s1", call);
        eventually("removal", () -> !docker.containers().contains(spare));
      }
    }
    assertThat(docker.containers()).isEmpty();
  }

  /** From the kill to the answer to the next call. */
  private Duration recovery(PooledServer server) throws Exception {
    server.nanos("s1", 1);
    eventually("spare", () -> docker.containers().size() == 1 + server.state().spare());
    String instance =
        server.told.stream()
            .filter(line -> line.startsWith("started "))
            .findFirst()
            .orElseThrow()
            .substring("started ".length());
    eventually("all", () -> server.state().running() == 1);
    long begin = System.nanoTime();
    docker.api.run("kill", engine -> engine.killContainerCmd(instance).exec());
    long number = 2;
    while (!PooledServer.isAnswer(server.call("s1", number, Caller.SILENT), number)) {
      number++;
    }
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    eventually("removal", () -> !docker.containers().contains(instance));
    return time;
  }

  private boolean isFrozen(String container) {
    return docker.api.call(
        "inspect",
        engine ->
            Boolean.TRUE.equals(
                engine.inspectContainerCmd(container).exec().getState().getPaused()));
  }

  private PooledServer server(Instances instances, Pool pool) {
    TestSpec spec = PooledServer.echo();
    spec.instances = instances;
    spec.pool = pool;
    return new PooledServer(docker, spec.launch(docker.busybox()));
  }
}
