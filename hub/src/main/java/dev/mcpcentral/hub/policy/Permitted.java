package dev.mcpcentral.hub.policy;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.protocol.json.Members;
import java.util.Optional;

/**
 * The permission to carry out one call on one route. Only {@link Policy} makes it, and {@code
 * Backend.invoke} demands it, so that an undecided call does not compile.
 */
public final class Permitted implements Decision {
  private final Policy policy;
  private final Call call;
  private final Ask.OfServer ask;
  private final Route route;

  Permitted(Policy policy, Call call, Ask.OfServer ask, Route route) {
    this.policy = policy;
    this.call = call;
    this.ask = ask;
    this.route = route;
  }

  public Call call() {
    return call;
  }

  public Ask.OfServer ask() {
    return ask;
  }

  public Route route() {
    return route;
  }

  /** Why the server must not ask the client for something during this call, or empty. */
  public Optional<String> refusesAsking(String method, Members body) {
    return policy.refusesAsking(method, body);
  }
}
