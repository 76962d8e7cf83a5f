package dev.mcpcentral.hub.upstream;

import static dev.mcpcentral.hub.upstream.UpstreamFixture.post;
import static dev.mcpcentral.hub.upstream.UpstreamFixture.within;
import static dev.mcpcentral.hub.upstream.UpstreamRawServer.json;
import static dev.mcpcentral.hub.upstream.UpstreamRawServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpcentral.hub.upstream.UpstreamException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens to connections: kept, found closed, cut, shared by many. */
class UpstreamConnectionsTest {
  private static String body(String request) {
    return request.substring(request.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void connectionThatTheServerHasClosedIsNotUsedAgain() throws Exception {
    try (var fixture = new UpstreamFixture((_, out) -> !send(out, json("{}")))) {
      for (int i = 0; i < 5; i++) {
        assertThat(fixture.answer("call " + i)).isEqualTo("{}");
        Thread.sleep(30);
      }
      assertThat(fixture.server.requests).hasSize(5);
    }
  }

  @Test
  void requestThatMayHaveArrivedIsNotSentAgain() throws IOException {
    try (var fixture =
        new UpstreamFixture(
            (request, out) -> !body(request).equals("x") && send(out, json("{}")))) {
      assertThat(fixture.answer("first")).isEqualTo("{}");
      assertThat(fixture.failure()).isEqualTo(Kind.MAY_HAVE_BEEN_SENT);
      assertThat(fixture.server.requests)
          .filteredOn(request -> body(request).equals("x"))
          .hasSize(1);
      assertThat(fixture.answer("next")).isEqualTo("{}");
    }
  }

  @Test
  void idleConnectionIsClosedBeforeTheServerWouldCloseIt() throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\nKeep-Alive: max=9, timeout=1\r\nContent-Length: 2\r\n\r\n{}";
    try (var server = UpstreamRawServer.saying(answer);
        var reaper = new UpstreamReaper();
        var pool = new UpstreamPool(server.address(), Route.to(server.address()), reaper)) {
      var handle = within(10_000);
      new UpstreamExchange(pool, new byte[0], handle).run(post("x"), 100);
      long start = System.nanoTime();
      while (server.ended.get() == 0 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
        Thread.sleep(10);
      }
      assertThat(server.ended).hasValue(1);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
    }
  }

  @Test
  void cancelEndsAWaitingExchangeAtOnce() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (var fixture =
            new UpstreamFixture((request, out) -> {
              if (body(request).equals("x")) {
                arrived.countDown();
                return true;
              }
              return send(out, json("{}"));
            });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var handle = within(60_000);
      Future<UpstreamException> waiting = threads.submit(() -> fixture.failure(handle));
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      handle.close();
      assertThat(waiting.get(5, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
      assertThat(fixture.answer("next")).isEqualTo("{}");
    }
  }

  @Test
  void interruptCancels() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (var fixture =
        new UpstreamFixture((_, _) -> {
          arrived.countDown();
          return true;
        })) {
      List<Kind> kinds = new ArrayList<>();
      Thread waiting = Thread.startVirtualThread(() -> kinds.add(fixture.failure()));
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      waiting.interrupt();
      assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
      assertThat(kinds).containsExactly(Kind.CANCELLED);
    }
  }

  @Test
  void cancelBeforeTheStartSendsNothing() throws IOException {
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(json("{}")))) {
      var handle = within(10_000);
      handle.close();
      assertThat(fixture.failure(handle).kind()).isEqualTo(Kind.CANCELLED);
      assertThat(fixture.server.requests).isEmpty();
    }
  }

  @Test
  void nothingIsSentAfterTheDeadline() throws IOException {
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(json("{}")))) {
      assertThat(fixture.failure(within(-1)).kind()).isEqualTo(Kind.TIMED_OUT);
      assertThat(fixture.server.requests).isEmpty();
    }
  }

  @Test
  void cancelAfterTheEndHurtsNobody() throws IOException {
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(json("{}")))) {
      for (int i = 0; i < 20; i++) {
        var handle = within(10_000);
        fixture.upstream.exchange(post("x"), handle);
        handle.close();
      }
      assertThat(fixture.server.connections).hasValue(1);
    }
  }

  @Test
  void eventStreamIsReadAsItComesAndItsConnectionIsKept() throws Exception {
    CountDownLatch firstRead = new CountDownLatch(1);
    try (var fixture =
        new UpstreamFixture((_, out) -> {
          send(out, "HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream; charset=utf-8\r\n");
          send(out, "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n");
          firstRead.await(10, TimeUnit.SECONDS);
          return send(out, "9\r\ndata: b\n\n\r\n0\r\n\r\n");
        })) {
      for (int i = 0; i < 3; i++) {
        try (var handle = within(10_000);
            var response = fixture.upstream.exchange(post("x"), handle)) {
          assertThat(response.isEventStream()).isTrue();
          SseReader events = new SseReader(response.events(), 1000);
          assertThat(events.next().orElseThrow().data().text()).isEqualTo("a");
          firstRead.countDown();
          assertThat(events.next().orElseThrow().data().text()).isEqualTo("b");
        }
        Thread.sleep(30);
      }
      assertThat(fixture.server.connections).hasValue(1);
    }
  }

  @Test
  void eventStreamEndsAtTheDeadlineAndAtCancel() throws IOException {
    String start = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n";
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(start))) {
      try (var response = fixture.upstream.exchange(post("x"), within(200))) {
        assertThat(endOf(response)).isEqualTo(Kind.TIMED_OUT);
      }
      var handle = within(60_000);
      try (var response = fixture.upstream.exchange(post("x"), handle)) {
        Thread.startVirtualThread(handle::close);
        assertThat(endOf(response)).isEqualTo(Kind.CANCELLED);
      }
    }
  }

  private static Kind endOf(UpstreamResponse response) {
    var e =
        catchThrowableOfType(
            UpstreamException.class, () -> new SseReader(response.events(), 1000).next());
    return Objects.requireNonNull(e).kind();
  }

  @Test
  void connectionsAreBounded() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (var fixture =
            new UpstreamFixture((_, out) -> {
              release.await(60, TimeUnit.SECONDS);
              return send(out, json("{}"));
            });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> waiting = new ArrayList<>();
      for (int i = 0; i < UpstreamPool.MAX_CONNECTIONS; i++) {
        waiting.add(threads.submit(() -> fixture.upstreamAnswer(60_000)));
      }
      while (fixture.server.requests.size() < UpstreamPool.MAX_CONNECTIONS) {
        Thread.sleep(5);
      }
      assertThat(fixture.failure(within(100)).kind()).isEqualTo(Kind.NOT_SENT);
      release.countDown();
      for (Future<String> one : waiting) {
        assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("{}");
      }
      assertThat(fixture.answer("x")).isEqualTo("{}");
    }
  }

  /** Every answer belongs to its request, whatever is cancelled, times out or breaks in between. */
  @Test
  void manyExchangesNeverMixUp() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    ConcurrentHashMap<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    try (var fixture =
            new UpstreamFixture((request, out) -> {
              String body = body(request);
              seen.computeIfAbsent(body, _ -> new AtomicInteger()).incrementAndGet();
              if (body.hashCode() % 11 == 0) {
                Thread.sleep(20);
              }
              return body.hashCode() % 13 != 0 && send(out, json(body));
            });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (int caller = 0; caller < 32; caller++) {
        int id = caller;
        callers.add(threads.submit(() -> call(fixture, id, answered)));
      }
      for (Future<?> caller : callers) {
        caller.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(answered).hasValueGreaterThan(1000);
    assertThat(seen.values()).allSatisfy(times -> assertThat(times).hasValue(1));
  }

  private static void call(UpstreamFixture fixture, int caller, AtomicInteger answered) {
    Random random = new Random(caller);
    for (int i = 0; i < 100; i++) {
      String body = "{\"caller\":" + caller + ",\"call\":" + i + "}";
      var handle = within(5_000);
      if (random.nextInt(10) == 0) {
        Thread.startVirtualThread(handle::close);
      }
      try {
        var response = fixture.upstream.exchange(post(body), handle);
        assertThat(response.body()).asString(StandardCharsets.US_ASCII).isEqualTo(body);
        answered.incrementAndGet();
      } catch (UpstreamException e) {
        assertThat(e.kind()).isIn(Kind.CANCELLED, Kind.MAY_HAVE_BEEN_SENT);
      }
    }
  }
}
