package dev.mcpcentral.hub.engine;

import static dev.mcpcentral.hub.engine.DockerFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Pool;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand calls while clients go away and containers are killed. */
@Tag("docker")
@Timeout(240)
final class PoolStormDockerTest {
  private static final int CALLS = 10_000;
  private static final int CLIENTS = 16;
  private static final int ONE_DISCONNECTS_IN = 10;
  private static final int KILLS = 20;
  private static final long SEED = 20_260_728;

  @TempDir Path home;
  @TempDir Path seen;

  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void nothingIsLeftBehindAndNothingIsCarriedOutTwice() throws Exception {
    Files.setPosixFilePermissions(seen, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (DockerFixture docker = new DockerFixture(home)) {
      try (PooledServer shared = server(docker, Instances.SHARED, 1);
          PooledServer owned = server(docker, Instances.SESSION, 1)) {
        shared.backend.warm();
        owned.backend.warm();
        storm(docker, List.of(shared, owned));
        eventually(
            "every container is known",
            () -> docker.containers().size() == known(shared) + known(owned));
      }
      assertThat(docker.containers()).isEmpty();
    }
    assertThat(wrong).isEmpty();
    assertThat(killed).hasValue(KILLS);
    assertThat(answered.get() + cancelled.get() + broken.get()).isEqualTo(CALLS);
    assertThat(cancelled).hasValueGreaterThan(0);
    // A kill breaks at most what was in flight on that container.
    assertThat(broken.get()).isLessThanOrEqualTo(KILLS * CLIENTS);
    List<String> lines = Files.readAllLines(seen.resolve("calls"));
    assertThat(lines).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(answered.get());
  }

  private static int known(PooledServer server) {
    return server.state().running() + server.state().spare();
  }

  private void storm(DockerFixture docker, List<PooledServer> servers) throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      int index = client;
      clients.add(Thread.ofVirtual().start(() -> client(servers, index)));
    }
    Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      awaitCalls((kill + 1L) * CALLS / (KILLS + 2));
      kill(docker, random);
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  /** Half of the clients call the shared server; each of the others is a session of its own. */
  private void client(List<PooledServer> servers, int index) {
    Random random = new Random(SEED + index);
    PooledServer server = servers.get(index % 2);
    String session = "s" + index / 4;
    for (int call = 0; call < CALLS / CLIENTS; call++) {
      boolean leaves = random.nextInt(ONE_DISCONNECTS_IN) == 0;
      long number = numbers.incrementAndGet();
      count(number, server.call(session, number, leaves ? leaving(random) : Caller.SILENT));
    }
  }

  private void count(long number, Outcome outcome) {
    if (PooledServer.isAnswer(outcome, number)) {
      answered.incrementAndGet();
    } else if (outcome instanceof Failure.Cancelled) {
      cancelled.incrementAndGet();
    } else if (outcome instanceof Failure.BackendBroken) {
      broken.incrementAndGet();
    } else {
      synchronized (wrong) {
        wrong.add(number + ": " + outcome);
      }
    }
  }

  /** A client that goes away within a millisecond, mostly before the answer. */
  private static Caller leaving(Random random) {
    Cancellation gone = new Cancellation();
    long nanos = random.nextInt(1_000_000);
    Thread.ofVirtual()
        .start(() -> {
          LockSupport.parkNanos(nanos);
          gone.cancel();
        });
    return new Leaving(gone);
  }

  private void awaitCalls(long number) throws InterruptedException {
    while (numbers.get() < number) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private void kill(DockerFixture docker, Random random) throws InterruptedException {
    boolean done = false;
    while (!done) {
      List<String> all = docker.containers();
      try {
        String victim = all.get(random.nextInt(all.size()));
        docker.api.run("kill", engine -> engine.killContainerCmd(victim).exec());
        killed.incrementAndGet();
        done = true;
      } catch (EngineException | IllegalArgumentException goneAlready) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
  }

  private PooledServer server(DockerFixture docker, Instances instances, int spare) {
    TestSpec spec = PooledServer.writingTo("/seen/calls");
    spec.instances = instances;
    spec.mounts.add(new Mount(seen, "/seen", false));
    spec.pool =
        new Pool(8, spare, Optional.of(Duration.ofSeconds(1)), Optional.of(Duration.ofMinutes(1)));
    return new PooledServer(docker, spec.launch(docker.busybox()));
  }

  private record Leaving(Cancellation gone) implements Caller {
    @Override
    public void notify(String method, Slice params) {}

    @Override
    public ClientAnswer ask(String method, Slice params, Members body) {
      return ClientAnswer.unsupported(method);
    }

    @Override
    public void onCancel(Runnable action) {
      gone.onCancel(action);
    }
  }
}
