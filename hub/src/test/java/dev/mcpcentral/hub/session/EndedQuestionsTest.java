package dev.mcpcentral.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits ten minutes for an answer that cannot come or is not wanted any more. */
@Timeout(20)
class EndedQuestionsTest {
  private final Sessions sessions = new Sessions();
  private final Session session =
      sessions.create(
          new Owner(new Principal.Anonymous(), null),
          Revision.NEWEST_LEGACY,
          "tester",
          ClientCapabilities.NONE);
  private final Cancellation request = new Cancellation();

  @Test
  void cancelledRequestWaitsForNoAnswer() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CompletableFuture<ClientAnswer> answer = new CompletableFuture<>();
    Thread.startVirtualThread(() -> answer.complete(session.ask(id -> send(sent), request)));
    sent.await();
    request.cancel();
    assertThat(refusal(answer.get())).contains("cancelled");
  }

  @Test
  void requestThatWasCancelledAsksNothing() {
    AtomicBoolean asked = new AtomicBoolean();
    request.cancel();
    assertThat(refusal(session.ask(id -> asked.compareAndSet(false, true), request)))
        .contains("cancelled");
    assertThat(asked).isFalse();
  }

  /** The question is sent before the end, and the answer is waited for after it. */
  @Test
  void sessionThatEndsWhileItsClientIsAskedIsNotWaitedFor() {
    ClientAnswer answer =
        session.ask(
            id -> {
              sessions.end(session);
              return true;
            },
            request);
    assertThat(refusal(answer)).contains("session has ended");
    assertThat(session.ask(id -> true, request)).isInstanceOf(ClientAnswer.Refusal.class);
  }

  private static boolean send(CountDownLatch sent) {
    sent.countDown();
    return true;
  }

  private static String refusal(ClientAnswer answer) {
    assertThat(answer).isInstanceOf(ClientAnswer.Refusal.class);
    Slice error = ((ClientAnswer.Refusal) answer).error();
    return error.text();
  }
}
