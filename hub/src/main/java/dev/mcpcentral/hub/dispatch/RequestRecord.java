package dev.mcpcentral.hub.dispatch;

import dev.mcpcentral.hub.audit.Intent;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.policy.Decision;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Slice;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What is written into the audit log about one request: its intent, and later its outcome. */
final class RequestRecord {
  private static final int MAX_TARGET = 256;

  private final Call call;
  private final @Nullable Route route;
  private final @Nullable Decision decision;
  private final long policyVersion;
  private final InstantSource clock;
  private final long begun = System.nanoTime();

  RequestRecord(
      Call call,
      @Nullable Route route,
      @Nullable Decision decision,
      long policyVersion,
      InstantSource clock) {
    this.call = call;
    this.route = route;
    this.decision = decision;
    this.policyVersion = policyVersion;
    this.clock = clock;
  }

  Intent intent() {
    return new Intent(
        clock.instant(),
        call.principal().name(),
        call.surface().word(),
        call.era().word(),
        call.ask().method(),
        call.client().name(),
        cut(call.ask().target()),
        route == null ? null : route.server().value(),
        route == null ? null : route.name(),
        route == null ? null : route.digest(),
        route == null ? null : route.definition(),
        policyVersion,
        decision instanceof Decision.Denied ? "denied" : "permitted",
        reason(),
        call.ask() instanceof Ask.OfServer ask ? ask.arguments().sha256() : null);
  }

  private @Nullable String reason() {
    return switch (decision) {
      case null -> null;
      case Permitted ignored -> null;
      case Decision.Denied denied -> denied.reason();
    };
  }

  dev.mcpcentral.hub.audit.Outcome outcome(long intent, Outcome outcome) {
    Slice released =
        switch (outcome) {
          case Outcome.Answer answer -> answer.result();
          case Outcome.InputRequired input -> input.result();
          case Outcome.ServerError error -> error.error();
          case Failure ignored -> null;
        };
    return new dev.mcpcentral.hub.audit.Outcome(
        intent,
        clock.instant(),
        outcome.word(),
        detail(outcome),
        System.nanoTime() - begun,
        released == null ? null : released.sha256(),
        released == null ? 0 : released.length());
  }

  private static @Nullable String detail(Outcome outcome) {
    return switch (outcome) {
      case Failure.Internal internal -> internal.id();
      case Failure.BackendBroken broken -> cut(broken.message());
      case Failure.BackendUnavailable unavailable -> cut(unavailable.message());
      case Outcome.Answer ignored -> null;
      case Outcome.InputRequired ignored -> null;
      case Outcome.ServerError ignored -> null;
      case Failure ignored -> null;
    };
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MAX_TARGET ? text : text.substring(0, MAX_TARGET);
  }
}
