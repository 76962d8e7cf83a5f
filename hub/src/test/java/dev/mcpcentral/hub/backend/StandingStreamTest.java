package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.Upstreams;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A legacy server over HTTP: what comes outside of its responses, and responses in pieces. */
@Timeout(20)
class StandingStreamTest {
  private static final String CHANGED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}";
  private static final String LOG =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":"
          + "{\"level\":\"info\",\"data\":\"hello\"}}";
  private static final String ROOTS =
      "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"roots/list\"}";
  private static final Duration LONG = Duration.ofSeconds(10);

  private final StubHttp server;
  private final RecordedHearing hearing = new RecordedHearing();
  private final RecordedEvents events = new RecordedEvents();

  StandingStreamTest() throws IOException {
    server = StubHttp.legacy("{\"tools\":{\"listChanged\":true}}");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Peer connect() throws PeerException {
    HttpWire wire = new HttpWire(Upstreams.to(server.url()), server.url(), () -> {});
    Peer peer =
        HttpHandshake.another("stub", wire, ClientCapabilities.ALL, events, Deadline.in(LONG));
    peer.hear(hearing);
    return peer;
  }

  @Test
  void streamIsResumedWhereItBroke() throws Exception {
    server.on(
        "GET",
        get -> {
          get.stream();
          if (get.field("Last-Event-ID").isEmpty()) {
            get.event("id: 7\nretry: 300\ndata: " + CHANGED);
          } else {
            get.message(CHANGED).hold();
          }
        });
    Peer peer = connect();
    StubHttp.Exchange first = server.next("GET");
    assertThat(first.field("Mcp-Session-Id")).isEqualTo("session-1");
    assertThat(first.field("MCP-Protocol-Version")).isEqualTo("2025-11-25");
    assertThat(hearing.next()).isEqualTo("list changed");
    StubHttp.Exchange second = server.next("GET");
    assertThat(Duration.ofNanos(second.cameAt - first.cameAt))
        .isGreaterThan(Duration.ofMillis(299));
    assertThat(second.field("Last-Event-ID")).isEqualTo("7");
    assertThat(hearing.next()).isEqualTo("list changed");
    peer.close();
  }

  @Test
  void gapWithoutReplayMeansThatTheListsMayHaveChanged() throws Exception {
    server.on("GET", get -> get.stream().event(": nothing"));
    Peer peer = connect();
    server.next("GET");
    server.next("GET");
    assertThat(hearing.next()).isEqualTo("list changed");
    peer.close();
  }

  @Test
  void serverWithoutAStreamIsAskedOnce() throws Exception {
    Peer peer = connect();
    server.next("GET");
    Thread.sleep(400);
    assertThat(server.unread()).doesNotContain("GET");
    peer.close();
  }

  @Test
  void logMessageBelongsToTheOnlyCall() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    server.on(
        "GET",
        get -> {
          get.stream().message(LOG);
          called.await();
          get.message(LOG).hold();
        });
    server.on(
        "tools/call",
        call -> {
          called.countDown();
          call.hold();
        });
    Peer peer = connect();
    assertThat(hearing.next()).isEqualTo("logged \"hello\"");
    FakeCaller caller = new FakeCaller();
    CompletableFuture<Envelope> call = call(peer, caller);
    await(() -> !caller.noting.isEmpty());
    assertThat(caller.noting.getFirst()).contains("notifications/message").contains("hello");
    peer.close();
    server.close();
    assertThat(call).failsWithin(LONG);
  }

  /** A server that asks once so many calls have come, and answers none of them. */
  private void asksForRootsDuring(int calls) {
    CountDownLatch called = new CountDownLatch(calls);
    server.on(
        "GET",
        get -> {
          called.await();
          get.stream().message(ROOTS).hold();
        });
    server.on(
        "tools/call",
        call -> {
          called.countDown();
          call.hold();
        });
    server.on("response", response -> response.status(202));
  }

  @Test
  void questionOutsideOfACallIsPutToTheOnlyCaller() throws Exception {
    asksForRootsDuring(1);
    Peer peer = connect();
    FakeCaller caller = new FakeCaller();
    caller.answering = method -> new ClientAnswer.Result(Slice.of("{\"roots\":[]}"));
    CompletableFuture<Envelope> call = call(peer, caller);
    assertThat(server.next("response").body())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{\"roots\":[]}}");
    peer.close();
    server.close();
    assertThat(call).failsWithin(LONG);
  }

  @Test
  void questionThatCouldBeMeantForTwoIsRefused() throws Exception {
    asksForRootsDuring(2);
    Peer peer = connect();
    FakeCaller one = new FakeCaller();
    FakeCaller two = new FakeCaller();
    CompletableFuture<Envelope> first = call(peer, one);
    CompletableFuture<Envelope> second = call(peer, two);
    assertThat(server.next("response").body()).contains("\"error\"");
    assertThat(one.asked).isEmpty();
    assertThat(two.asked).isEmpty();
    peer.close();
    server.close();
    assertThat(first).failsWithin(LONG);
    assertThat(second).failsWithin(LONG);
  }

  @Test
  void responseIsFetchedWhenItsStreamBreaks() throws Exception {
    server.on("tools/call", call -> call.stream().event("id: a-1\nretry: 50\ndata:"));
    server.on(
        "GET",
        get -> {
          if (get.field("Last-Event-ID").equals("a-1")) {
            get.stream().message("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"late\":true}}");
          } else {
            get.status(405);
          }
        });
    Peer peer = connect();
    assertThat(call(peer, Caller.SILENT).get())
        .isInstanceOfSatisfying(
            Envelope.ResultResponse.class,
            response -> assertThat(response.result().text()).isEqualTo("{\"late\":true}"));
    peer.close();
  }

  @Test
  void responseWithoutAnEventIdIsBroken() throws Exception {
    server.on("tools/call", call -> call.stream().event(": nothing"));
    Peer peer = connect();
    assertThat(trouble(call(peer, Caller.SILENT)).kind()).isEqualTo(PeerException.Kind.BROKEN);
    peer.close();
  }

  @Test
  void responseThatTheServerNoLongerHasIsBroken() throws Exception {
    server.on("tools/call", call -> call.stream().event("id: a-1\nretry: 10\ndata:"));
    Peer peer = connect();
    assertThat(trouble(call(peer, Caller.SILENT)).kind()).isEqualTo(PeerException.Kind.BROKEN);
    peer.close();
  }

  @Test
  void sessionIsEndedAtTheServerToo() throws Exception {
    Peer peer = connect();
    peer.close();
    assertThat(server.next("DELETE").field("Mcp-Session-Id")).isEqualTo("session-1");
  }

  @Test
  void openStreamAndDeafServerDoNotHoldUpTheEnd() throws Exception {
    server.on("GET", get -> get.stream().hold());
    server.on("DELETE", StubHttp.Exchange::hold);
    Peer peer = connect();
    long before = System.nanoTime();
    peer.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    assertThat(peer.gone().toCompletableFuture()).isCompletedWithValue("stopped");
  }

  @Test
  void forgottenSessionEndsThePeerAndIsNotEndedAgain() throws Exception {
    server.on("tools/call", call -> call.status(404));
    Peer peer = connect();
    assertThat(trouble(call(peer, Caller.SILENT)).kind())
        .isEqualTo(PeerException.Kind.SESSION_LOST);
    assertThat(peer.gone().toCompletableFuture().join()).contains("forgotten the session");
    peer.close();
    Thread.sleep(200);
    assertThat(server.unread()).doesNotContain("DELETE");
  }

  @Test
  void forgottenSessionIsNoticedWithoutACall() throws Exception {
    CountDownLatch restarted = new CountDownLatch(1);
    server.on(
        "GET",
        get -> {
          if (restarted.getCount() == 0) {
            get.status(404);
          } else {
            get.stream();
            restarted.countDown();
          }
        });
    Peer peer = connect();
    assertThat(peer.gone().toCompletableFuture()).succeedsWithin(LONG);
  }

  private static CompletableFuture<Envelope> call(Peer peer, Caller caller) {
    CompletableFuture<Envelope> answer = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        Peer.Outgoing outgoing = Peer.Outgoing.plain("tools/call", Slice.of("{\"name\":\"t\"}"));
        answer.complete(peer.request(outgoing, caller, Deadline.in(LONG)));
      } catch (PeerException failed) {
        answer.completeExceptionally(failed);
      }
    });
    return answer;
  }

  private static PeerException trouble(CompletableFuture<Envelope> call) {
    Throwable thrown = call.handle((answer, failed) -> failed).join();
    if (thrown instanceof PeerException failed) {
      return failed;
    }
    throw new CompletionException("no trouble", thrown);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }
}
