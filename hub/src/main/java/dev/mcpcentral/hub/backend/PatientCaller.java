package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client of one call as its server sees it: asked only for what it declared, and while it is
 * asked, the server's time does not run out.
 */
final class PatientCaller implements Caller {
  private final Caller caller;
  private final ClientCapabilities capabilities;
  private final Exposure exposure;
  private final Deadline deadline;
  private final Duration callTimeout;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<ClientFeature> missing = ConcurrentHashMap.newKeySet();

  PatientCaller(Caller caller, Permitted permitted, Deadline deadline, Duration callTimeout) {
    this.caller = caller;
    this.capabilities = permitted.call().client().capabilities();
    this.exposure = new Exposure(permitted);
    this.deadline = deadline;
    this.callTimeout = callTimeout;
  }

  @Override
  public void notify(String method, Slice params) {
    caller.notify(method, params);
  }

  @Override
  public void onCancel(Runnable action) {
    caller.onCancel(action);
  }

  @Override
  public ClientAnswer ask(String method, Slice params, Members body) {
    ClientFeature needed = ClientCapabilities.needed(method, body);
    if (needed == null || !capabilities.has(needed)) {
      if (needed != null) {
        missing.add(needed);
      }
      return ClientAnswer.unsupported(method);
    }
    open.incrementAndGet();
    deadline.move(RequestState.LIFETIME);
    try {
      Slice shown = exposure.question(method, params);
      Members shownBody = shown.equals(params) ? body : Members.inside(shown);
      return exposed(caller.ask(method, shown, shownBody), method);
    } catch (MalformedJsonException malformed) {
      return ClientAnswer.failed("too large: " + malformed.getMessage());
    } finally {
      if (open.decrementAndGet() == 0) {
        deadline.move(callTimeout);
      }
    }
  }

  private ClientAnswer exposed(ClientAnswer answer, String method) throws MalformedJsonException {
    return switch (answer) {
      case ClientAnswer.Result given ->
          new ClientAnswer.Result(exposure.answer(method, given.result()));
      case ClientAnswer.Refusal refusal -> refusal;
    };
  }

  /** What the server asked for and the client had not declared. */
  ClientCapabilities missing() {
    return new ClientCapabilities(missing);
  }
}
