package dev.mcpcentral.hub.dispatch;

import dev.mcpcentral.hub.audit.AuditLog;
import dev.mcpcentral.hub.audit.AuditUnavailableException;
import dev.mcpcentral.hub.audit.Intent;
import dev.mcpcentral.hub.audit.Outcome;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client as a server sees it: whatever the server asks of it in the middle of a call is decided
 * and recorded like the call itself.
 */
final class RecordedCaller implements Caller {
  private final Caller client;
  private final Permitted permitted;
  private final long policyVersion;
  private final AuditLog audit;
  private final InstantSource clock;

  RecordedCaller(
      Caller client, Permitted permitted, long policyVersion, AuditLog audit, InstantSource clock) {
    this.client = client;
    this.permitted = permitted;
    this.policyVersion = policyVersion;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void notify(String method, Slice params) {
    client.notify(method, params);
  }

  @Override
  public void onCancel(Runnable action) {
    client.onCancel(action);
  }

  @Override
  public Caller around(Caller other) {
    return new RecordedCaller(other, permitted, policyVersion, audit, clock);
  }

  @Override
  public ClientAnswer ask(String method, Slice params, Members body) {
    Optional<String> refusal = permitted.refusesAsking(method, body);
    long begun = System.nanoTime();
    try {
      long intent = audit.intent(intent(method, params, refusal));
      ClientAnswer answer =
          refusal.isPresent()
              ? ClientAnswer.failed("Not permitted: " + refusal.get())
              : client.ask(method, params, body);
      audit.outcome(outcome(intent, answer, System.nanoTime() - begun));
      return answer;
    } catch (AuditUnavailableException unavailable) {
      return ClientAnswer.failed("the audit log cannot be written, so nothing is asked");
    }
  }

  private Intent intent(String method, Slice params, Optional<String> refusal) {
    Call call = permitted.call();
    Route route = permitted.route();
    return new Intent(
        clock.instant(),
        call.principal().name(),
        call.surface().word(),
        call.era().word(),
        method,
        call.client().name(),
        null,
        route.server().value(),
        route.name(),
        route.digest(),
        route.definition(),
        policyVersion,
        refusal.isPresent() ? "denied" : "permitted",
        refusal.orElse(null),
        params.sha256());
  }

  private Outcome outcome(long intent, ClientAnswer answer, long nanos) {
    @Nullable Slice result = answer instanceof ClientAnswer.Result given ? given.result() : null;
    return new Outcome(
        intent,
        clock.instant(),
        result == null ? "refused" : "ok",
        null,
        nanos,
        result == null ? null : result.sha256(),
        result == null ? 0 : result.length());
  }
}
