package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.Upstreams;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of 2024-11-05 over HTTP+SSE. */
@Timeout(20)
class SsePeerTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final StubHttp server = new StubHttp();
  private final LinkedBlockingQueue<String> speech = new LinkedBlockingQueue<>();
  private final RecordedHearing hearing = new RecordedHearing();
  private final RecordedEvents events = new RecordedEvents();

  SsePeerTest() throws IOException {
    server.on(
        "GET",
        get -> {
          get.stream().event("event: endpoint\ndata: /messages?session=1");
          for (String message = speech.take(); !message.isEmpty(); message = speech.take()) {
            get.event("event: message\ndata: " + message);
          }
        });
    server.on(
        "initialize",
        post -> {
          if (post.request.startsWith("POST /mcp ")) {
            post.status(405);
          } else {
            answer(post, "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}}}");
          }
        });
    server.on("notifications/initialized", post -> post.status(202));
    server.on("tools/call", post -> answer(post, "{\"content\":[]}"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void answer(StubHttp.Exchange post, String result) throws IOException {
    post.status(202);
    speech.add("{\"jsonrpc\":\"2.0\",\"id\":" + post.id() + ",\"result\":" + result + "}");
  }

  private Peer connect() throws PeerException {
    HttpWire wire = new HttpWire(Upstreams.to(server.url()), server.url(), () -> {});
    return HttpHandshake.another("stub", wire, ClientCapabilities.ALL, events, Deadline.in(LONG));
  }

  private static Envelope call(Peer peer) throws PeerException {
    Peer.Outgoing outgoing = Peer.Outgoing.plain("tools/call", Slice.of("{\"name\":\"t\"}"));
    return peer.request(outgoing, Caller.SILENT, Deadline.in(LONG));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405})
  void serverThatTakesNoPostIsAskedForItsStream(int status) throws Exception {
    server.on(
        "initialize",
        post -> {
          if (post.request.startsWith("POST /mcp ")) {
            post.status(status);
          } else {
            answer(post, "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}}}");
          }
        });
    Peer peer = connect();
    assertThat(peer.welcome().declares("tools")).isTrue();
    assertThat(call(peer)).isInstanceOf(Envelope.ResultResponse.class);
    assertThat(server.next("tools/call").request).startsWith("POST /messages?session=1 ");
    peer.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/messages",
        "http://169.254.169.254/latest",
        "//evil.example/messages",
        "https://127.0.0.1/messages",
        "http://user@127.0.0.1/messages",
        "::::"
      })
  void endpointElsewhereIsRefused(String endpoint) {
    server.on("GET", get -> get.stream().event("event: endpoint\ndata: " + endpoint).hold());
    assertThatThrownBy(this::connect)
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("HTTP status 405");
  }

  @Test
  void absoluteEndpointOnTheSameOriginIsTaken() throws Exception {
    assertThat(
            SseEndpoint.target(
                server.url(), "HTTP://127.0.0.1:" + server.port() + "/elsewhere?s=a%20b"))
        .isEqualTo("/elsewhere?s=a%20b");
  }

  @Test
  void whatTheServerSaysOnItsOwnIsHeard() throws Exception {
    Peer peer = connect();
    peer.hear(hearing);
    speech.add("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
    assertThat(hearing.next()).isEqualTo("list changed");
    peer.close();
  }

  @Test
  void endOfTheStreamIsTheEndOfTheSession() throws Exception {
    Peer peer = connect();
    speech.add("");
    assertThat(peer.gone().toCompletableFuture().get()).contains("closed its event stream");
    assertThatThrownBy(() -> call(peer))
        .isInstanceOfSatisfying(
            PeerException.class,
            failed -> assertThat(failed.kind()).isEqualTo(PeerException.Kind.NOT_SENT));
    peer.close();
  }

  @Test
  void refusedMessageWasNotActedUpon() throws Exception {
    server.on("tools/call", post -> post.status(404));
    Peer peer = connect();
    assertThatThrownBy(() -> call(peer))
        .isInstanceOfSatisfying(
            PeerException.class,
            failed -> assertThat(failed.kind()).isEqualTo(PeerException.Kind.SESSION_LOST));
    assertThat(peer.gone().toCompletableFuture()).isDone();
    peer.close();
  }

  @Test
  void openStreamDoesNotHoldUpTheEnd() throws Exception {
    Peer peer = connect();
    long before = System.nanoTime();
    peer.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
  }
}
