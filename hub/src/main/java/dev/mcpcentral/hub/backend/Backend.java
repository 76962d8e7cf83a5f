package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.policy.Permitted;
import java.util.Set;

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

  /** The route as this call would take it now, for the record: which content will answer. */
  default Route bound(Call call, Route route) {
    return route;
  }

  /** Makes {@code uris} the resources, by the server's own names, of whose updates it tells. */
  default void watch(Set<String> uris) {}

  /** The owner of a stateful server's instance, a legacy session, has ended. */
  default void release(String owner) {}

  /** Whether this request goes on with a call that waits here for its client. */
  default boolean awaits(Permitted permitted) {
    return false;
  }

  /** How many calls wait for their clients to come back with answers. */
  default int parkedCalls() {
    return 0;
  }
}
