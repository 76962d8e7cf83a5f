package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 20 servers, one of which hangs, one is dead and one floods: the others' clients notice nothing.
 */
@Tag("installs")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class IsolationTest {
  private static final int HEALTHY = 17;
  private static final Duration READY = Duration.ofSeconds(40);
  private static final int LISTS = 1000;
  private static final int WINDOWS = 3;
  private static final double P99_LIMIT_MILLIS = 20;
  private static final double TIMES_CONTROL = 3;
  private static final Duration RECOVERY = Duration.ofSeconds(2);
  private static final String CHANGED = "notifications/tools/list_changed";

  private final PlainServers healthy = new PlainServers(kinds());
  private final PlainServers dead = new PlainServers("legacy");
  private final HubProcess hub;

  IsolationTest(@TempDir Path directory) {
    String declared =
        healthyOnly()
            + healthy.one(HEALTHY).declared("hung")
            + dead.one(0).declared("dead")
            + PlainServers.overStdio("floods", "floods");
    hub = new HubProcess(directory, Product.NO_ENGINE, declared);
  }

  private String healthyOnly() {
    return IntStream.range(0, HEALTHY)
        .mapToObj(n -> healthy.one(n).declared("well-" + n))
        .collect(Collectors.joining());
  }

  /** Both eras by turns, then the one that hangs. */
  private static String[] kinds() {
    var wells = IntStream.range(0, HEALTHY).mapToObj(n -> n % 2 == 0 ? "legacy" : "modern");
    return Stream.concat(wells, Stream.of("hung")).toArray(String[]::new);
  }

  private static List<String> wells() {
    return IntStream.range(0, HEALTHY).mapToObj(n -> "well-" + n).toList();
  }

  @BeforeAll
  void start() {
    healthy.start();
    hub.start();
    SixServers.awaitServers(hub, wells(), READY);
  }

  @AfterAll
  void stop() {
    hub.close();
    healthy.close();
    dead.close();
  }

  /**
   * Measured by turns with a hub that has only the healthy servers: where that one is slow, too,
   * the machine is busy with something else, and the figure says nothing about the hub.
   */
  @Test
  @Order(1)
  void listingTakesNoLonger(@TempDir Path directory) {
    SixServers.awaitServers(hub, List.of("floods"), READY);
    var troubled = new ArrayList<Percentile>();
    var control = new ArrayList<Percentile>();
    try (var calm = new HubProcess(directory, Product.NO_ENGINE, healthyOnly()).start()) {
      calm.orClosed(() -> SixServers.awaitServers(calm, wells(), READY));
      for (int window = 0; window < WINDOWS; window++) {
        control.add(listOften(calm));
        troubled.add(listOften(hub));
      }
    }
    System.out.println("tools/list of 20 servers, 1 hung, 1 dead, 1 flooding: " + troubled);
    System.out.println("tools/list of the 17 healthy ones alone: " + control);
    double limit = P99_LIMIT_MILLIS;
    if (best(control) > P99_LIMIT_MILLIS) {
      NotRun.record(
          "p99 of tools/list at most " + P99_LIMIT_MILLIS + " ms beside troubled servers",
          "the machine is too busy: without them it is " + best(control) + " ms");
      limit = TIMES_CONTROL * best(control);
    }
    assertThat(best(troubled))
        .as("p99 of tools/list in ms; %s, without troubled servers %s", troubled, control)
        .isLessThanOrEqualTo(limit);
  }

  /** Of the best window: other programs on a busy machine are no fault of the hub's. */
  private static double best(List<Percentile> windows) {
    return windows.stream().mapToDouble(window -> window.millis(0.99)).min().orElseThrow();
  }

  private static Percentile listOften(HubProcess hub) {
    var session = LegacySession.open(hub.mcp());
    var nanos = new ArrayList<Long>();
    for (int n = 0; n < LISTS; n++) {
      long started = System.nanoTime();
      Reply reply =
          n % 2 == 0
              ? ModernRequest.of("tools/list").send(hub.mcp())
              : session.request("tools/list");
      nanos.add(System.nanoTime() - started);
      assertThat(reply.result().path("tools").size()).isGreaterThan(HEALTHY);
    }
    session.end();
    return new Percentile(nanos);
  }

  @Test
  @Order(2)
  void notOneCallOfTheHealthyFails() throws Exception {
    try (var callers = new Callers(8)) {
      List<Long> answered = callers.all(this::callAllHealthy);
      long sum = answered.stream().mapToLong(Long::longValue).sum();
      assertThat(sum).isEqualTo(8L * 20 * HEALTHY);
      System.out.println("calls of 17 healthy servers: " + sum + ", none failed");
    }
  }

  /** Half of the callers in either era. */
  private long callAllHealthy(int caller) {
    LegacySession session = LegacySession.open(hub.mcp());
    long answered = 0;
    for (int round = 0; round < 20; round++) {
      for (String server : wells()) {
        var text = Map.of("text", caller + " " + round + " " + server);
        String tool = server + "__echo";
        Reply reply =
            caller % 2 == 0
                ? session.call(tool, text)
                : ModernRequest.call(tool, text).send(hub.mcp());
        assertThat(reply.text()).isEqualTo(text.get("text"));
        answered++;
      }
    }
    session.end();
    return answered;
  }

  @Test
  @Order(3)
  void aRecoveryIsSeenByClientsOfBothErasAtOnce() throws Exception {
    var session = LegacySession.open(hub.mcp());
    var request =
        ModernRequest.of("subscriptions/listen")
            .param("notifications", Map.of("toolsListChanged", true));
    var recovered = new CountDownLatch(2);
    try (var threads = new Callers(0);
        var legacy = session.listen();
        var modern = new LiveStream(request.to(hub.mcp()).open(request.body()))) {
      var seen = new ArrayList<Future<Long>>();
      for (LiveStream stream : List.of(legacy, modern)) {
        seen.add(threads.one(() -> recoverySeen(stream, recovered)));
      }
      long deadSince = System.nanoTime();
      assertThat(ModernRequest.call("dead__echo", Map.of()).send(hub.mcp()).failed()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - deadSince)).isLessThan(RECOVERY);
      dead.start();
      long back = System.nanoTime();
      boolean inTime = recovered.await(20, TimeUnit.SECONDS);
      String status = hub.server(hub.json("status"), "dead").toString();
      assertThat(inTime).as("recovery seen by both clients; %s", status).isTrue();
      for (Future<Long> at : seen) {
        Duration took = Duration.ofNanos(at.get() - back);
        System.out.println("recovery seen by a live client after " + took.toMillis() + " ms");
        assertThat(took).isLessThanOrEqualTo(RECOVERY);
      }
      var call = ModernRequest.call("dead__echo", Map.of("text", "alive"));
      assertThat(call.send(hub.mcp()).text()).isEqualTo("alive");
      assertThat(session.call("dead__echo", Map.of("text", "too")).text()).isEqualTo("too");
    }
    session.end();
  }

  /** When a change was announced after which the server's tools are listed. */
  private long recoverySeen(LiveStream stream, CountDownLatch recovered) {
    for (var next = stream.next(); next.isPresent(); next = stream.next()) {
      if (next.get().path("method").asString("").equals(CHANGED)
          && Catalog.of(hub.mcp()).names().contains("dead__echo")) {
        long now = System.nanoTime();
        recovered.countDown();
        return now;
      }
    }
    throw new AssertionError("the stream ended before the recovery");
  }
}
