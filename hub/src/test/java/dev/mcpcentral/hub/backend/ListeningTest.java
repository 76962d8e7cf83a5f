package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.Upstreams;
import dev.mcpcentral.protocol.mcp.Era;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What modern servers are asked to tell on their own, over both wires. */
@Timeout(20)
class ListeningTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String LISTEN = "subscriptions/listen";
  private static final String CAPABILITIES =
      "{\"tools\":{\"listChanged\":true},\"prompts\":{},\"resources\":{\"subscribe\":true}}";

  private final RecordedEvents events = new RecordedEvents();
  private final RecordedHearing hearing = new RecordedHearing();
  private final ScriptedServer stdio = new ScriptedServer("listening-test");
  private final StubHttp http;

  ListeningTest() throws IOException {
    http = StubHttp.modern(0, CAPABILITIES);
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    stdio.close();
  }

  private Peer overHttp() {
    HttpWire wire = new HttpWire(Upstreams.to(http.url()), http.url(), () -> {});
    return new HttpPeer("stub", wire, HttpFields.modern(), welcome(), events, true);
  }

  private Peer overStdio() {
    StdioPeer peer = new StdioPeer(stdio, stdio.wire(), events);
    peer.speak(Era.MODERN);
    peer.welcomed(welcome());
    return peer;
  }

  private static Welcome welcome() {
    return Welcome.of(Permits.members("{\"capabilities\":" + CAPABILITIES + "}"));
  }

  private static String note(String method, long id, String members) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/"
        + method
        + "\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":"
        + id
        + "}"
        + members
        + "}}";
  }

  private static String acknowledged(long id, String uris) {
    return note(
        "subscriptions/acknowledged",
        id,
        ",\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":" + uris + "}");
  }

  private static CompletableFuture<String> watching(Peer peer, Set<String> uris) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        peer.watch(uris, Deadline.in(LONG));
        return "watching";
      } catch (PeerException failed) {
        return failed.kind() + " " + failed.getMessage();
      }
    });
  }

  @Test
  void declaredListsAreListenedToOverHttp() throws Exception {
    http.on(
        LISTEN,
        listen -> {
          listen.stream().message(acknowledged(listen.id(), "[]"));
          listen.message(note("tools/list_changed", listen.id(), "")).hold();
        });
    Peer peer = overHttp();
    peer.hear(hearing);
    StubHttp.Exchange listen = http.next(LISTEN);
    assertThat(listen.body()).contains("\"notifications\":{\"toolsListChanged\":true}");
    assertThat(listen.field("Mcp-Method")).isEqualTo(LISTEN);
    assertThat(hearing.next()).isEqualTo("list changed");
    peer.close();
  }

  @Test
  void otherWishesOpenAnotherStreamBeforeTheOldOneEnds() throws Exception {
    http.on(
        LISTEN,
        listen -> {
          boolean second = listen.body().contains("test://a");
          listen.stream().message(acknowledged(listen.id(), second ? "[\"test://a\"]" : "[]"));
          if (second) {
            listen.message(note("resources/updated", listen.id(), ",\"uri\":\"test://a\""));
          }
          listen.hold();
        });
    Peer peer = overHttp();
    peer.hear(hearing);
    http.next(LISTEN);
    assertThat(watching(peer, Set.of("test://a")).get()).isEqualTo("watching");
    assertThat(http.next(LISTEN).body())
        .contains("{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"test://a\"]}");
    assertThat(hearing.next()).isEqualTo("updated test://a");
    peer.close();
  }

  @Test
  void whatTheServerDoesNotPromiseIsSaid() throws Exception {
    http.on(LISTEN, listen -> listen.stream().message(acknowledged(listen.id(), "[]")).hold());
    Peer peer = overHttp();
    peer.hear(hearing);
    assertThat(watching(peer, Set.of("test://a")).get())
        .isEqualTo("REFUSED the server does not tell of updates of [test://a]");
    peer.close();
  }

  @Test
  void streamThatBreaksIsOpenedAgainAndTheListsMayHaveChanged() throws Exception {
    http.on(LISTEN, listen -> listen.stream().message(acknowledged(listen.id(), "[]")));
    Peer peer = overHttp();
    peer.hear(hearing);
    http.next(LISTEN);
    http.next(LISTEN);
    assertThat(hearing.next()).isEqualTo("list changed");
    peer.close();
  }

  @Test
  void serverThatKnowsNoSubscriptionsIsAskedOnce() throws Exception {
    http.on(LISTEN, listen -> listen.error(404, -32601, "null"));
    Peer peer = overHttp();
    peer.hear(hearing);
    http.next(LISTEN);
    Thread.sleep(400);
    assertThat(http.unread()).doesNotContain(LISTEN);
    assertThat(events.next()).contains("refused to be listened to");
    peer.close();
  }

  @Test
  void refusedWishesLeaveTheOldOnesInForce() throws Exception {
    http.on(
        LISTEN,
        listen -> {
          if (listen.body().contains("test://a")) {
            listen.error(200, -32602, "null");
          } else {
            listen.stream().message(acknowledged(listen.id(), "[]")).hold();
            listen.message(note("tools/list_changed", listen.id(), ""));
          }
        });
    Peer peer = overHttp();
    peer.hear(hearing);
    StubHttp.Exchange old = http.next(LISTEN);
    assertThat(watching(peer, Set.of("test://a")).get()).startsWith("REFUSED");
    old.release();
    assertThat(hearing.next()).isEqualTo("list changed");
    peer.close();
  }

  @Test
  void openSubscriptionDoesNotHoldUpTheEnd() throws Exception {
    http.on(LISTEN, listen -> listen.stream().message(acknowledged(listen.id(), "[]")).hold());
    Peer peer = overHttp();
    peer.hear(hearing);
    long before = System.nanoTime();
    peer.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void stdioServerIsListenedToAndToldWhenThatEnds() throws Exception {
    Peer peer = overStdio();
    CompletableFuture<Void> heard = CompletableFuture.runAsync(() -> peer.hear(hearing));
    String listen = stdio.next();
    assertThat(listen).contains(LISTEN).contains("\"toolsListChanged\":true");
    stdio.say(acknowledged(ScriptedServer.idOf(listen), "[]"));
    heard.get();
    stdio.say(note("tools/list_changed", ScriptedServer.idOf(listen), ""));
    assertThat(hearing.next()).isEqualTo("list changed");
    CompletableFuture<String> watching = watching(peer, Set.of("test://a"));
    String second = stdio.next();
    assertThat(stdio.unread()).as("the old one is still open").isZero();
    stdio.say(acknowledged(ScriptedServer.idOf(second), "[\"test://a\"]"));
    assertThat(watching.get()).isEqualTo("watching");
    assertThat(stdio.next())
        .contains("notifications/cancelled")
        .contains("\"requestId\":" + ScriptedServer.idOf(listen));
    peer.close();
  }

  @Test
  void stdioServerMayEndASubscription() throws Exception {
    Peer peer = overStdio();
    CompletableFuture<Void> heard = CompletableFuture.runAsync(() -> peer.hear(hearing));
    long first = ScriptedServer.idOf(stdio.next());
    stdio.say(acknowledged(first, "[]"));
    heard.get();
    stdio.say(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
            + first
            + "}}");
    String again = stdio.next();
    assertThat(again).contains(LISTEN);
    stdio.say(acknowledged(ScriptedServer.idOf(again), "[]"));
    assertThat(hearing.next()).isEqualTo("list changed");
    peer.close();
  }

  @Test
  void subscriptionIsNobodysCall() throws Exception {
    Peer peer = overStdio();
    CompletableFuture<Void> heard = CompletableFuture.runAsync(() -> peer.hear(hearing));
    stdio.say(acknowledged(ScriptedServer.idOf(stdio.next()), "[]"));
    heard.get();
    stdio.say(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\"x\"}}");
    assertThat(hearing.next()).isEqualTo("logged \"x\"");
    peer.close();
  }
}
