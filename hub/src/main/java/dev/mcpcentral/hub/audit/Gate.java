package dev.mcpcentral.hub.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the log takes now. Guarded by the queue's lock. */
final class Gate {
  private enum State {
    OPEN,
    /** The disk is full and the reserve is being used: running calls may end, none may begin. */
    OUTCOMES_ONLY,
    SHUT,
    CLOSED
  }

  private final InstantSource clock;
  private State state = State.OPEN;
  private Instant since = Instant.EPOCH;
  private @Nullable Throwable cause;

  Gate(InstantSource clock) {
    this.clock = clock;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  void outcomesOnly(Throwable why) {
    restrict(State.OUTCOMES_ONLY, why);
  }

  void shut(Throwable why) {
    restrict(State.SHUT, why);
  }

  void close() {
    state = State.CLOSED;
  }

  /**
   * Writing works again; returns the record that says so, once.
   *
   * @param reserveKept whether there is still space set aside for the last records of running calls
   */
  Optional<JsonBody> reopen(boolean reserveKept) {
    if (state == State.OPEN || state == State.CLOSED) {
      return Optional.empty();
    }
    if (!reserveKept) {
      state = State.OUTCOMES_ONLY;
      return Optional.empty();
    }
    state = State.OPEN;
    Instant now = clock.instant();
    return Optional.of(Bodies.resume(now, Duration.between(since, now), String.valueOf(cause)));
  }

  void check(boolean intent) {
    switch (state) {
      case OPEN -> {}
      case OUTCOMES_ONLY -> {
        if (intent) {
          throw refusal("The disk of the audit log is full");
        }
      }
      case SHUT -> throw refusal("The audit log cannot be written");
      case CLOSED -> throw new AuditUnavailableException("The hub is stopping");
    }
  }

  AuditUnavailableException refusal(String what) {
    String why = what + "; requests are refused until it can be written again";
    return cause == null
        ? new AuditUnavailableException(why)
        : new AuditUnavailableException(why + " (" + cause.getMessage() + ")", cause);
  }

  private void restrict(State next, Throwable why) {
    if (state == State.OPEN) {
      since = clock.instant();
    }
    if (state != State.CLOSED) {
      state = next;
    }
    cause = why;
  }
}
