package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.session.Owner;
import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplyTest {
  private static final Slice ANSWER = Slice.of("{\"id\":1}");

  private final MemoryExchange exchange = new MemoryExchange();
  private final OpenStreams streams = new OpenStreams();
  private final Sessions sessions = new Sessions();
  private final Session session =
      sessions.create(
          new Owner(new Principal.Anonymous(), null),
          Revision.NEWEST_LEGACY,
          "tester",
          ClientCapabilities.ALL);
  private final AtomicInteger cancelled = new AtomicInteger();

  @Test
  void quickAnswerIsPlainJsonWithItsStatus() {
    reply(true).answer(new McpErrors(503, ANSWER));
    assertThat(exchange.sent).containsExactly("503 application/json {\"id\":1}");
    assertThat(exchange.streams).isZero();
  }

  @Test
  void notificationMakesItAStreamThatEndsWithTheAnswer() {
    Reply reply = reply(true);
    reply.notify("notifications/progress", Slice.of("{\"progress\":1}"));
    reply.pulse();
    reply.answer(new McpErrors(200, ANSWER));
    assertThat(exchange.sent).isEmpty();
    assertThat(exchange.streams).isEqualTo(1);
    assertThat(exchange.streamed())
        .isEqualTo(
            """
            :

            event: message
            data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}

            event: message
            data: {"id":1}

            """);
  }

  @Test
  void clientThatReadsNoStreamGetsTheAnswerOnly() {
    Reply reply = reply(false);
    reply.notify("notifications/progress", Slice.of("{}"));
    reply.pulse();
    reply.answer(new McpErrors(200, ANSWER));
    assertThat(exchange.sent).containsExactly("200 application/json {\"id\":1}");
    assertThat(exchange.streams).isZero();
  }

  @Test
  void nothingFollowsTheAnswer() {
    Reply reply = reply(true);
    reply.answer(new McpErrors(200, ANSWER));
    reply.notify("notifications/progress", Slice.of("{}"));
    reply.pulse();
    assertThat(exchange.streams).isZero();
  }

  @Test
  void modernClientCancelsByGoing() {
    exchange.out = new GoneClient();
    Reply reply = reply(true);
    reply.pulse();
    reply.answer(new McpErrors(200, ANSWER));
    assertThat(cancelled).hasValue(1);
  }

  @Test
  void legacyClientThatGoesHasNotCancelled() {
    exchange.out = new GoneClient();
    Cancellation cancellation = new Cancellation();
    Reply reply = Reply.legacy(legacy(), cancellation, session);
    reply.onCancel(cancelled::incrementAndGet);
    reply.pulse();
    reply.answer(new McpErrors(200, ANSWER));
    assertThat(cancelled).hasValue(0);
    cancellation.cancel();
    assertThat(cancelled).hasValue(1);
  }

  private Reply reply(boolean mayStream) {
    exchange.with("Accept", mayStream ? "application/json, text/event-stream" : "application/json");
    Reply reply = Reply.modern(origin(), streams, null);
    reply.onCancel(cancelled::incrementAndGet);
    return reply;
  }

  private Outlet legacy() {
    return new PostResponse(origin(), streams, session, () -> {});
  }

  private Origin origin() {
    return new Origin(exchange, new Principal.Anonymous(), Surface.MCP, null);
  }

  private static final class GoneClient extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
