package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose tools do what tests of the endpoint need. */
final class ScriptedTools implements Backend {
  static final int FLOOD = 50_000;
  private static final Slice PADDED =
      Slice.of("{\"progressToken\":1,\"progress\":1,\"message\":\"" + "x".repeat(2_000) + "\"}");

  /** Lets one {@code steps} go on. */
  final Semaphore next = new Semaphore(0);

  final AtomicInteger cancelled = new AtomicInteger();
  final CountDownLatch flooded = new CountDownLatch(1);

  @Override
  public Outcome invoke(Permitted permitted, Caller caller) {
    return switch (permitted.route().name()) {
      case "echo" -> new Outcome.Answer(permitted.ask().arguments(), false);
      case "steps" -> steps(caller);
      case "flood" -> flood(caller);
      case "ask" -> ask(caller);
      default -> throw new IllegalArgumentException(permitted.route().name());
    };
  }

  /** Tells of a first step, waits for {@link #next} or a cancellation, tells of a second. */
  private Outcome steps(Caller caller) {
    caller.onCancel(() -> {
      cancelled.incrementAndGet();
      next.release();
    });
    progress(caller, 1);
    next.acquireUninterruptibly();
    if (cancelled.get() > 0) {
      return new Failure.Cancelled();
    }
    progress(caller, 2);
    return new Outcome.Answer(Slice.of("{\"done\":true}"), false);
  }

  private static void progress(Caller caller, int step) {
    caller.notify(
        "notifications/progress", Slice.of("{\"progressToken\":1,\"progress\":" + step + "}"));
  }

  private Outcome flood(Caller caller) {
    for (int i = 0; i < FLOOD; i++) {
      caller.notify("notifications/progress", PADDED);
    }
    flooded.countDown();
    return new Outcome.Answer(Slice.of("{\"done\":true}"), false);
  }

  private static Outcome ask(Caller caller) {
    ClientAnswer answer =
        caller.ask("sampling/createMessage", Slice.of("{\"messages\":[]}"), Members.NONE);
    return switch (answer) {
      case ClientAnswer.Result result -> new Outcome.Answer(result.result(), false);
      case ClientAnswer.Refusal refusal -> new Outcome.ServerError(refusal.error());
    };
  }
}
