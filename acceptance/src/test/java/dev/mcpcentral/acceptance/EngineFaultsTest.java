package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine dies, hangs or has no room left: the hub stays up and serves its lists, and is whole
 * again within ten seconds, with nothing left over.
 */
@NeedsOwnEngine
@Timeout(300)
class EngineFaultsTest {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration RECONCILED = Duration.ofSeconds(10);
  private static final Duration LISTED = Duration.ofSeconds(2);
  private static final Duration FULL = Duration.ofSeconds(10);
  private static final Duration HUNG = Duration.ofSeconds(30);
  private static final List<String> SERVERS = List.of("one", "two");

  private static OwnEngine engine;
  private static HubProcess hub;

  @BeforeAll
  static void up(@TempDir Path directory) throws IOException {
    engine = new OwnEngine();
    engine.start();
    String servers = OddServers.server("one", "well") + OddServers.server("two", "well");
    hub = new HubProcess(directory, Map.of("DOCKER_HOST", engine.host()), servers).start();
    hub.orClosed(() -> SixServers.awaitServers(hub, SERVERS, READY));
  }

  @AfterAll
  static void down() {
    // Closed in the opposite order.
    try (OwnEngine _ = engine;
        HubProcess ended = hub) {
      assertThat(ended.hub().isAlive()).as("the hub outlived all faults").isTrue();
    }
  }

  @BeforeEach
  void whole() {
    Await.until(READY, () -> "all is well; output:\n" + hub.output(), this::reconciled);
  }

  @AfterEach
  void recorded() {
    AuditTrail.assertVerifies(hub);
  }

  /** Each server answers a call and has one container. */
  private boolean reconciled() {
    return SERVERS.stream()
        .allMatch(server -> !echo(server).failed() && engine.containers(server).size() == 1);
  }

  private static Reply echo(String server) {
    return ModernRequest.call(server + "__echo", Map.of("text", server)).send(hub.mcp());
  }

  private static void assertListed() {
    long start = System.nanoTime();
    assertThat(Catalog.of(hub.mcp()).names()).contains("one__echo", "two__echo");
    assertThat(since(start)).as("tools/list").isLessThan(LISTED);
  }

  private void assertReconciledAgain(String after) {
    long start = System.nanoTime();
    Await.until(
        RECONCILED,
        () -> "reconciled: " + SERVERS.stream().map(engine::containers).toList() + hub.output(),
        this::reconciled);
    System.out.println("reconciled after " + after + " in " + since(start).toMillis() + " ms");
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void anEngineThatIsKilledAndStartedAgain() throws Exception {
    engine.kill();
    assertListed();
    long start = System.nanoTime();
    assertThat(echo("one").failed()).as("a call without an engine").isTrue();
    assertThat(since(start)).isLessThan(OddServers.CALL_TIMEOUT.plusSeconds(2));
    assertListed();
    engine.start();
    assertReconciledAgain("a restart");
  }

  @Test
  void anEngineWhoseContainersSurviveIt() throws Exception {
    engine.kill();
    engine.start("--live-restore");
    assertReconciledAgain("the start of an engine that keeps containers");
    engine.kill();
    assertListed();
    engine.start("--live-restore");
    assertReconciledAgain("a restart that containers survive");
  }

  @Test
  void anEngineThatHangs() throws Exception {
    engine.freeze();
    try {
      long frozen = System.nanoTime();
      while (since(frozen).compareTo(HUNG) < 0) {
        assertListed();
        long start = System.nanoTime();
        echo("two");
        assertThat(since(start)).isLessThan(OddServers.CALL_TIMEOUT.plusSeconds(2));
        assertThat(hub.json("status").path("ready").asBoolean(false)).isTrue();
      }
    } finally {
      engine.thaw();
    }
    assertReconciledAgain("thirty seconds of silence");
  }

  @Test
  void anEngineWithoutRoom() throws Exception {
    engine.fill();
    try {
      engine.docker("kill", engine.containers("one").getFirst());
      long full = System.nanoTime();
      while (since(full).compareTo(FULL) < 0) {
        // It may have been started again in what little room the dead container left.
        engine.fill();
        long start = System.nanoTime();
        echo("one");
        assertThat(since(start)).isLessThan(OddServers.CALL_TIMEOUT.plusSeconds(2));
        assertListed();
        assertThat(echo("two").failed()).as("a server that runs").isFalse();
      }
    } finally {
      engine.drain();
    }
    assertReconciledAgain("a full disk");
  }
}
