package dev.mcpcentral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class LoadGeneratorTest {
  private static final String CLOSE = "";

  private static LoadPlan closed(URI target, int connections, int maxCalls) {
    return plan(target, connections, 0, Duration.ofMillis(500), maxCalls);
  }

  private static LoadPlan plan(
      URI target, int connections, double rate, Duration measured, int maxCalls) {
    return new LoadPlan(
        target,
        "echo",
        "",
        connections,
        1,
        rate,
        Duration.ZERO,
        measured,
        maxCalls,
        32,
        Duration.ofMillis(400));
  }

  private static LoadReport run(LoadPlan plan) throws IOException, InterruptedException {
    return LoadGenerator.measure(plan, mark -> {});
  }

  @Test
  void correctRepliesAreCountedAndArriveAtTheServer() throws Exception {
    try (EchoUpstream upstream = new EchoUpstream(0, 1, 256, 1)) {
      LoadReport report =
          run(closed(URI.create("http://127.0.0.1:" + upstream.port() + "/mcp"), 4, 1_000));
      assertThat(report.errors()).isEmpty();
      assertThat(report.calls()).isEqualTo(1_000);
      assertThat(upstream.counters().of(EchoReplies.Kind.CALL)).isBetween(1_000L, 1_004L);
      assertThat(report.p50Micros()).isPositive().isLessThanOrEqualTo(report.p99Micros());
    }
  }

  @Test
  void severalThreadsShareTheConnections() throws Exception {
    try (EchoUpstream upstream = new EchoUpstream(0, 2, 4_096, 1)) {
      URI target = URI.create("http://127.0.0.1:" + upstream.port() + "/mcp");
      LoadPlan plan =
          new LoadPlan(
              target,
              "echo",
              "",
              5,
              2,
              0,
              Duration.ofMillis(50),
              Duration.ofMillis(300),
              1_000_000,
              32,
              Duration.ofSeconds(1));
      LoadReport report = run(plan);
      assertThat(report.errors()).isEmpty();
      assertThat(report.seconds()).isEqualTo(0.3);
      assertThat(report.callsPerSecond()).isGreaterThan(100);
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(FaultyServer.ok(FaultyServer.result("7")), "wrong_id"),
        Arguments.of(
            FaultyServer.ok("{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32603}}"),
            "rpc_error"),
        Arguments.of(
            FaultyServer.ok(
                "{\"jsonrpc\":\"2.0\",\"id\":1000000000,\"result\":{\"content\":[],\"isError\":true}}"),
            "tool_error"),
        Arguments.of("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n", "http_status"),
        Arguments.of(FaultyServer.ok("<html>"), "malformed"),
        Arguments.of("HTTP/1.1 200 OK\r\n\r\n", "malformed"),
        Arguments.of(CLOSE, "disconnected"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultIsCountedByItsKind(String response, String kind) throws Exception {
    try (FaultyServer server = new FaultyServer(id -> response)) {
      LoadReport report = run(plan(server.address(), 1, 20, Duration.ofMillis(50), 1_000_000));
      assertThat(report.calls()).isZero();
      assertThat(report.errors()).containsOnlyKeys(kind);
    }
  }

  @Test
  void oneWrongIdAmongManyIsFound() throws Exception {
    AtomicInteger count = new AtomicInteger();
    FaultyServer.Behaviour hundredthIsWrong =
        id ->
            FaultyServer.ok(
                FaultyServer.result(count.incrementAndGet() == 100 ? "1999999999" : id));
    try (FaultyServer server = new FaultyServer(hundredthIsWrong)) {
      assertThat(run(closed(server.address(), 1, 300)).errors()).isEqualTo(Map.of("wrong_id", 1L));
    }
  }

  @Test
  void targetThatNobodyListensOnIsAnError() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + Ports.free(1).getFirst() + "/mcp");
    LoadReport report = run(closed(nobody, 2, 10));
    assertThat(report.calls()).isZero();
    assertThat(report.errors()).containsOnlyKeys("not_connected");
  }

  @Test
  void connectionThatTheServerEndsAfterAReplyIsReplacedWithoutAnError() throws Exception {
    FaultyServer.Behaviour closing =
        id ->
            FaultyServer.ok(FaultyServer.result(id))
                .replace("Content-Type", "Connection: close\r\nContent-Type");
    try (FaultyServer server = new FaultyServer(closing)) {
      LoadReport report = run(closed(server.address(), 2, 50));
      assertThat(report.errors()).isEmpty();
      assertThat(report.calls()).isEqualTo(50);
      assertThat(report.reconnects()).isGreaterThanOrEqualTo(50);
    }
  }

  @Test
  void openLoopKeepsItsRate() throws Exception {
    try (FaultyServer server = new FaultyServer(id -> FaultyServer.ok(FaultyServer.result(id)))) {
      LoadReport report = run(plan(server.address(), 4, 500, Duration.ofSeconds(1), 1_000_000));
      assertThat(report.errors()).isEmpty();
      assertThat(report.calls()).isBetween(498L, 501L);
    }
  }

  @Test
  void stallOfTheServerShowsInThePercentilesOfTheOpenLoop() throws Exception {
    // One stall of 300 ms in a second: a closed loop sees one slow call, users see a third of
    // theirs delayed.
    AtomicInteger count = new AtomicInteger();
    FaultyServer.Behaviour stallsOnce =
        id -> {
          if (count.incrementAndGet() == 50) {
            Thread.sleep(300);
          }
          return FaultyServer.ok(FaultyServer.result(id));
        };
    try (FaultyServer server = new FaultyServer(stallsOnce)) {
      LoadReport report = run(plan(server.address(), 1, 200, Duration.ofSeconds(1), 1_000_000));
      assertThat(report.calls()).isBetween(198L, 201L);
      assertThat(report.p90Micros()).isGreaterThan(100_000);
      assertThat(report.p99Micros()).isGreaterThan(250_000);
    }
  }

  @Test
  void requestsThatAreNeverAnsweredStayInThePercentiles() throws Exception {
    FaultyServer.Behaviour hangs =
        id -> {
          Thread.sleep(30_000);
          return CLOSE;
        };
    try (FaultyServer server = new FaultyServer(hangs)) {
      LoadReport report = run(plan(server.address(), 1, 20, Duration.ofMillis(500), 1_000_000));
      assertThat(report.calls()).isZero();
      assertThat(report.errors()).containsOnlyKeys("timed_out");
      assertThat(report.errorCount()).isBetween(9L, 11L);
      assertThat(report.p50Micros()).isGreaterThan(300_000);
    }
  }

  @Test
  void planSurvivesTheCommandLine() {
    LoadPlan plan =
        plan(URI.create("http://127.0.0.1:3010/mcp"), 3, 250.5, Duration.ofMillis(1_500), 77);
    assertThat(LoadPlan.parse(plan.words())).isEqualTo(plan);
    assertThat(List.of(plan.isOpenLoop())).containsExactly(true);
  }
}
