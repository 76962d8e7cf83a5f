package dev.mcpcentral.hub.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** The kinds of records and their fields; docs/audit.md describes them for readers. */
final class Bodies {
  static final String SEGMENT = "segment";
  static final String OPEN = "open";
  static final String INTENT = "intent";
  static final String OUTCOME = "outcome";
  static final String RESUME = "resume";
  static final String CLOSE = "close";

  /** The hub died before the outcome was known; the call may or may not have happened. */
  static final String UNKNOWN_CRASH = "unknown-crash";

  /** The intent became durable too late: the call was refused and nothing reached a backend. */
  static final String REFUSED = "refused-unrecorded";

  /** The call happened, but its outcome could not be written: the answer was withheld. */
  static final String UNRECORDED = "unknown-unrecorded";

  private Bodies() {}

  static JsonBody intent(Intent intent) {
    return JsonBody.of(INTENT)
        .time(intent.time())
        .text("principal", intent.principal())
        .text("surface", intent.surface())
        .text("era", intent.era())
        .text("method", intent.method())
        .text("client", intent.client())
        .text("target", intent.target())
        .text("server", intent.server())
        .text("tool", intent.tool())
        .text("digest", intent.digest())
        .text("definition", intent.definition())
        .number("policyVersion", intent.policyVersion())
        .text("decision", intent.decision())
        .text("reason", intent.reason())
        .text("argumentsSha256", intent.argumentsSha256())
        .end();
  }

  static JsonBody outcome(Outcome outcome) {
    return JsonBody.of(OUTCOME)
        .number("intent", outcome.intent())
        .time(outcome.time())
        .text("status", outcome.status())
        .text("detail", outcome.detail())
        .number("durationNanos", outcome.durationNanos())
        .text("resultSha256", outcome.resultSha256())
        .number("resultBytes", outcome.resultBytes())
        .end();
  }

  /** An outcome that the log itself supplies. */
  static JsonBody outcome(long intent, Instant time, String status) {
    return JsonBody.of(OUTCOME).number("intent", intent).time(time).text("status", status).end();
  }

  /** First record of each segment: the intents still open, so that recovery reads one segment. */
  static JsonBody segment(Instant time, Collection<Long> open) {
    return JsonBody.of(SEGMENT).numbers("open", open).time(time).end();
  }

  static JsonBody open(Instant time, long tornBytes, long unknown) {
    return JsonBody.of(OPEN)
        .time(time)
        .number("tornBytes", tornBytes)
        .number("unknown", unknown)
        .end();
  }

  static JsonBody resume(Instant time, Duration outage, String cause) {
    return JsonBody.of(RESUME)
        .time(time)
        .number("outageMillis", outage.toMillis())
        .text("cause", cause)
        .end();
  }

  static JsonBody close(Instant time) {
    return JsonBody.of(CLOSE).time(time).end();
  }
}
