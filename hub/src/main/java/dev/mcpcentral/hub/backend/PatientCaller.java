package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client of one call as its server sees it: asked only for what it declared, and while it is
 * asked, the server's time does not run out.
 */
final class PatientCaller implements Caller {
  private final Caller caller;
  private final ClientCapabilities capabilities;
  private final Deadline deadline;
  private final Duration callTimeout;
  private final AtomicInteger open = new AtomicInteger();

  PatientCaller(
      Caller caller, ClientCapabilities capabilities, Deadline deadline, Duration callTimeout) {
    this.caller = caller;
    this.capabilities = capabilities;
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
      return ClientAnswer.unsupported(method);
    }
    open.incrementAndGet();
    deadline.move(RequestState.LIFETIME);
    try {
      return caller.ask(method, params, body);
    } finally {
      if (open.decrementAndGet() == 0) {
        deadline.move(callTimeout);
      }
    }
  }
}
