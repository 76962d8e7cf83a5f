package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.audit.AuditLog;
import dev.mcpcentral.hub.audit.Intent;
import dev.mcpcentral.hub.audit.Outcome;
import dev.mcpcentral.hub.call.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what an operator changes: that it was asked for before anything happens, and how it ended
 * before the operator hears of it. What the request carried is left out, because environment values
 * are part of it and a bare hash of a short secret can be guessed.
 */
final class AuditedChange {
  private final AuditLog audit;
  private final InstantSource clock;

  AuditedChange(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param method for example {@code servers/add}
   * @param target the server's name
   * @param summary what the record says about the result; holds no secret
   */
  <T> T run(
      String method,
      @Nullable String target,
      Supplier<T> change,
      Function<T, @Nullable String> summary) {
    Instant begin = clock.instant();
    long intent = audit.intent(intent(begin, method, target));
    try {
      T result = change.get();
      audit.outcome(outcome(intent, begin, "ok", summary.apply(result)));
      return result;
    } catch (RuntimeException e) {
      audit.outcome(outcome(intent, begin, "failed", e.getClass().getSimpleName()));
      throw e;
    }
  }

  void run(String method, @Nullable String target, Runnable change) {
    Supplier<Boolean> done =
        () -> {
          change.run();
          return true;
        };
    run(method, target, done, _ -> null);
  }

  private static Intent intent(Instant time, String method, @Nullable String target) {
    String operator = new Principal.Operator().name();
    return new Intent(
        time,
        operator,
        "admin",
        "none",
        method,
        null,
        target,
        target,
        null,
        null,
        null,
        0,
        "permitted",
        null,
        null);
  }

  private Outcome outcome(long intent, Instant begin, String status, @Nullable String detail) {
    Instant now = clock.instant();
    long nanos = Math.max(0, Duration.between(begin, now).toNanos());
    return new Outcome(intent, now, status, detail, nanos, null, 0);
  }
}
