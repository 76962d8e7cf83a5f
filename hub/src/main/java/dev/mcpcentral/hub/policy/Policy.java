package dev.mcpcentral.hub.policy;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.spec.RiskLevel;

/**
 * The rules that every tool call passes. Immutable; {@code version} stands in every audit record
 * that it decided.
 */
public record Policy(long version) {
  /** Decides {@code call}, whose ask is {@code ask}, on the route that its name leads to. */
  public Decision decide(Call call, Ask.CallTool ask, Route route, RiskLevel risk) {
    return switch (call.principal()) {
      case Principal.Anonymous ignored when risk == RiskLevel.HIGH ->
          new Decision.Denied(
              "this server is high risk and needs a client with a token: mcp-central token create NAME");
      case Principal.Anonymous ignored -> new Permitted(call, ask, route);
      case Principal.Client ignored -> new Permitted(call, ask, route);
      case Principal.Operator ignored -> new Permitted(call, ask, route);
    };
  }
}
