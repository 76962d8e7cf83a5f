package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.policy.Permitted;

/**
 * One server, ready to carry out permitted calls. Safe for concurrent use; blocks the calling
 * virtual thread.
 */
public interface Backend {
  /**
   * Carries out one call and waits for its end, at most for the server's call time-out. Never
   * retries a call that may have reached the server. Troubles come back as {@link Outcome.Failure},
   * not as exceptions.
   */
  Outcome invoke(Permitted permitted, Caller caller);
}
