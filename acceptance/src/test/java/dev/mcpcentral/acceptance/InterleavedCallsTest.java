package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 50 clients of both eras and 10,000 calls at once to servers of both eras, all with the same ids
 * and progress tokens: nobody hears what is another's, and nothing is left over.
 */
@Tag("installs")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterleavedCallsTest {
  private static final int CLIENTS = 50;
  private static final int AT_ONCE = 4;
  private static final int CALLS_EACH = 50;
  private static final List<String> SERVERS = List.of("piped", "legacy", "modern");
  private static final Duration READY = Duration.ofSeconds(40);

  private final long seed = Long.getLong("interleaved.seed", System.nanoTime());
  private final PlainServers servers = new PlainServers("legacy", "modern");
  private final HubProcess hub;

  InterleavedCallsTest(@TempDir Path directory) {
    String declared =
        PlainServers.overStdio("piped", "")
            + servers.one(0).declared("legacy")
            + servers.one(1).declared("modern");
    hub = new HubProcess(directory, Product.NO_ENGINE, declared);
  }

  @BeforeAll
  void start() {
    servers.start();
    hub.start();
    SixServers.awaitServers(hub, SERVERS, READY);
  }

  @AfterAll
  void stop() {
    hub.close();
    servers.close();
  }

  @Test
  @Timeout(180)
  void nobodyHearsWhatIsAnothers() throws Exception {
    long started = System.nanoTime();
    var clients = new ArrayList<SecretiveClient>();
    var wires = new ArrayList<Wire>();
    var overhearing = new ArrayList<Future<Boolean>>();
    try (var threads = new Callers(0)) {
      var calling = new ArrayList<Future<Boolean>>();
      for (int n = 0; n < CLIENTS; n++) {
        Wire wire = n % 2 == 0 ? Wire.Legacy.open(hub.mcp()) : new Wire.Modern(hub.mcp());
        var client = new SecretiveClient(wire, "client-" + n);
        wires.add(wire);
        clients.add(client);
        if (wire instanceof Wire.Legacy legacy) {
          LiveStream beside = legacy.listen();
          overhearing.add(threads.one(() -> run(() -> client.overhear(beside))));
        }
        for (int lane = 0; lane < AT_ONCE; lane++) {
          var random = new Random(seed + (long) n * AT_ONCE + lane);
          calling.add(threads.one(() -> run(() -> client.callOften(random, CALLS_EACH, SERVERS))));
        }
      }
      for (var lane : calling) {
        lane.get();
      }
      wires.forEach(Wire::close);
      for (var ear : overhearing) {
        ear.get();
      }
    }
    report(clients, started);
    assertThat(clients.stream().flatMap(client -> client.complaints().stream()).limit(5))
        .as("complaints, seed %d", seed)
        .isEmpty();
    assertNothingElseWasCancelled(clients);
    assertNothingIsLeft();
  }

  private static boolean run(Runnable task) {
    task.run();
    return true;
  }

  private void report(List<SecretiveClient> clients, long started) {
    int answered = clients.stream().mapToInt(SecretiveClient::answered).sum();
    int cancelled = clients.stream().mapToInt(client -> client.givenUp().size()).sum();
    System.out.printf(
        "interleaved calls: %d, of these %d answered, %d cancelled, %.1f s, seed %d%n",
        CLIENTS * AT_ONCE * CALLS_EACH,
        answered,
        cancelled,
        (System.nanoTime() - started) / 1e9,
        seed);
    assertThat(answered)
        .as("answered, seed %d", seed)
        .isGreaterThanOrEqualTo(CLIENTS * AT_ONCE * CALLS_EACH - cancelled);
    assertThat(cancelled).as("cancelled, seed %d", seed).isGreaterThan(1000);
  }

  /** A cancellation under an id that everybody uses must stop its own call only. */
  private void assertNothingElseWasCancelled(List<SecretiveClient> clients) {
    Set<String> givenUp = new HashSet<>();
    clients.forEach(client -> givenUp.addAll(client.givenUp()));
    for (String server : SERVERS) {
      Reply reply = ModernRequest.call(server + "__cancelled", Map.of()).send(hub.mcp());
      List<String> seen =
          Json.parse(reply.text()).valueStream().map(said -> said.asString("")).toList();
      assertThat(givenUp).as("cancelled at %s, seed %d", server, seed).containsAll(seen);
      assertThat(seen).as("cancelled at %s, seed %d", server, seed).isNotEmpty();
    }
  }

  private void assertNothingIsLeft() {
    var kinds = List.of("sessions", "requests", "streams", "parkedCalls");
    Await.until(
        Duration.ofSeconds(5),
        () -> "nothing left over: " + hub.json("status").path("live") + ", seed " + seed,
        () -> {
          var live = hub.json("status").path("live");
          return kinds.stream().allMatch(kind -> live.path(kind).asInt(-1) == 0);
        });
  }

  /**
   * On a pipe a log message names no call. What a server goes on saying about a call that was given
   * up must not be taken for news of the only call that is left.
   */
  @Test
  void theLastWordsOfACancelledCallReachNobody() {
    var given = new Wire.Modern(hub.mcp()).forGivingUp();
    var other = new SecretiveClient(new Wire.Modern(hub.mcp()), "other");
    var stubborn = Map.of("secret", "given up", "millis", 600, "steps", 12, "stubborn", true);
    try (var stream = given.call(1, "piped__secret", stubborn, Map.of())) {
      assertThat(stream.next()).isPresent();
      given.cancel(1, stream);
      other.callOnce("piped__secret", Map.of("secret", "other", "millis", 700));
    }
    assertThat(other.complaints()).isEmpty();
    assertThat(other.answered()).isEqualTo(1);
  }
}
