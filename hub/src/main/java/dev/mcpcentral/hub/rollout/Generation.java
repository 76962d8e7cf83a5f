package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.concurrent.atomic.AtomicInteger;

/** One version of a server while it serves, and the calls that it carries out. */
final class Generation {
  /** The count of calls of one that takes no more. */
  private static final int RETIRED = -1;

  private final ManagedServer server;
  private final AtomicInteger calls = new AtomicInteger();
  private final ErrorRate errors = new ErrorRate();

  Generation(ManagedServer server) {
    this.server = server;
  }

  ManagedServer server() {
    return server;
  }

  ErrorRate errors() {
    return errors;
  }

  /** Counts a call in; false when it is retired, and then the call is for another. */
  boolean enter() {
    return calls.updateAndGet(count -> count == RETIRED ? RETIRED : count + 1) != RETIRED;
  }

  void leave() {
    calls.decrementAndGet();
  }

  Outcome invoke(Permitted permitted, Caller caller) {
    Outcome outcome =
        server
            .backend()
            .map(backend -> backend.invoke(permitted, caller))
            .orElseGet(() ->
                new Failure.BackendUnavailable(
                    permitted.route().server(), server.standing().detail()));
    errors.count(isError(outcome));
    return outcome;
  }

  private static boolean isError(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answer(var _, boolean toolError) -> toolError;
      case Outcome.InputRequired _, Failure.Cancelled _ -> false;
      case Outcome.ServerError _, Failure _ -> true;
    };
  }

  /** Whether it has the tool or prompt that is asked for; other requests are for everybody. */
  boolean offers(ServerMethod verb, String name) {
    return switch (verb) {
      case CALL_TOOL -> lists(Listing.TOOLS, name);
      case GET_PROMPT -> lists(Listing.PROMPTS, name);
      case READ_RESOURCE,
          SUBSCRIBE,
          UNSUBSCRIBE,
          COMPLETE,
          GET_TASK,
          UPDATE_TASK,
          CANCEL_TASK,
          TASK_RESULT ->
          true;
    };
  }

  /** The same way to the content of this version. */
  Route route(Route route) {
    return server
        .standing()
        .digest()
        .map(digest -> new Route(route.server(), route.name(), digest, route.definition()))
        .orElse(route);
  }

  private boolean lists(Listing listing, String name) {
    return server.standing().offer().list(listing).stream()
        .anyMatch(definition -> definition.key().equals(name));
  }

  /** Whether a client was asked something by this version and may come back with the answer. */
  boolean awaits(Permitted permitted) {
    return server.backend().filter(backend -> backend.awaits(permitted)).isPresent();
  }

  private boolean idle() {
    return server.backend().map(Backend::parkedCalls).orElse(0) == 0;
  }

  /** Takes no more calls from now on; false while it has some. */
  boolean retire() {
    return idle() && (calls.compareAndSet(0, RETIRED) || calls.get() == RETIRED);
  }

  /** Serves again after it was retired. */
  void revive() {
    calls.compareAndSet(RETIRED, 0);
  }

  void close() {
    server.close();
  }
}
