package dev.mcpcentral.hub.policy;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Route;

/**
 * The permission to carry out one call on one route. Only {@link Policy} makes it, and {@code
 * Backend.invoke} demands it, so that an undecided call does not compile.
 */
public final class Permitted implements Decision {
  private final Call call;
  private final Ask.CallTool ask;
  private final Route route;

  Permitted(Call call, Ask.CallTool ask, Route route) {
    this.call = call;
    this.ask = ask;
    this.route = route;
  }

  public Call call() {
    return call;
  }

  public Ask.CallTool ask() {
    return ask;
  }

  public Route route() {
    return route;
  }
}
