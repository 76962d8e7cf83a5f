package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.Upstreams;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to a modern server over HTTP: the header fields they carry, and how long they may take. */
@Timeout(20)
class ModernCallTest {
  private static final String TOOL =
      "{\"name\":\"query\",\"inputSchema\":{\"type\":\"object\",\"properties\":{"
          + "\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
          + "\"limit\":{\"type\":\"integer\",\"x-mcp-header\":\"Limit\"}}}}";

  private final StubHttp server = StubHttp.modern(0, "{\"tools\":{}}");
  private final Peer peer;

  ModernCallTest() throws IOException {
    HttpWire wire = new HttpWire(Upstreams.to(server.url()), server.url(), () -> {});
    peer =
        new HttpPeer("stub", wire, HttpFields.modern(), Welcome.NONE, new RecordedEvents(), true);
    server.tools("[" + TOOL + "]");
    server.on("tools/call", call -> call.result("{\"resultType\":\"complete\"}", ""));
  }

  @AfterEach
  void stop() throws IOException {
    peer.close();
    server.close();
  }

  private Envelope call(String arguments, Deadline deadline) throws PeerException {
    Slice params = Slice.of("{\"name\":\"query\",\"arguments\":" + arguments + "}");
    Peer.Outgoing outgoing = new Peer.Outgoing("tools/call", "query", Params.fixed(params));
    return peer.request(outgoing, Caller.SILENT, deadline);
  }

  @Test
  void annotatedArgumentsAreRepeatedInHeaders() throws Exception {
    OfferReader.read(peer, Deadline.in(Duration.ofSeconds(5)));
    call("{\"region\":\"Köln\",\"limit\":4.2e1}", Deadline.in(Duration.ofSeconds(5)));
    StubHttp.Exchange call = server.next("tools/call");
    assertThat(call.field("Mcp-Name")).isEqualTo("query");
    assertThat(call.field("Mcp-Param-Region")).isEqualTo("=?base64?S8O2bG4=?=");
    assertThat(call.field("Mcp-Param-Limit")).isEqualTo("42");
  }

  @Test
  void absentArgumentHasNoHeader() throws Exception {
    OfferReader.read(peer, Deadline.in(Duration.ofSeconds(5)));
    call("{\"region\":null}", Deadline.in(Duration.ofSeconds(5)));
    assertThat(server.next("tools/call").request).doesNotContain("Mcp-Param");
  }

  @Test
  void progressKeepsACallAliveUpToALimit() throws Exception {
    server.on(
        "tools/call",
        call -> {
          call.stream();
          for (int i = 1; i <= 100; i++) {
            Thread.sleep(100);
            call.message(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                    + "{\"progressToken\":1,\"progress\":"
                    + i
                    + "}}");
          }
        });
    long before = System.nanoTime();
    Deadline deadline = Deadline.renewable(Duration.ofMillis(400), Duration.ofMillis(1200));
    assertThatThrownBy(() -> call("{}", deadline))
        .isInstanceOfSatisfying(
            PeerException.class,
            late -> assertThat(late.kind()).isEqualTo(PeerException.Kind.TIMED_OUT));
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(1100), Duration.ofMillis(2500));
  }

  @Test
  void callWithoutProgressEndsInTime() {
    server.on("tools/call", StubHttp.Exchange::hold);
    long before = System.nanoTime();
    Deadline deadline = Deadline.renewable(Duration.ofMillis(300), Duration.ofSeconds(10));
    assertThatThrownBy(() -> call("{}", deadline)).isInstanceOf(PeerException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }
}
