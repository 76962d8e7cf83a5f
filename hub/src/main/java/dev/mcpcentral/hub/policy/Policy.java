package dev.mcpcentral.hub.policy;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Members;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules that every request to a server passes. Immutable; {@code version} stands in every audit
 * record that it decided.
 */
public record Policy(long version) {
  /** Decides {@code call}, whose ask is {@code ask}, on the route that its name leads to. */
  public Decision decide(Call call, Ask.OfServer ask, Route route, RiskLevel risk) {
    return switch (call.principal()) {
      case Principal.Anonymous ignored when risk == RiskLevel.HIGH ->
          new Decision.Denied(
              "this server is high risk and needs a client with a token: mcp-central token create NAME");
      case Principal.Anonymous ignored -> new Permitted(this, call, ask, route);
      case Principal.Client ignored -> new Permitted(this, call, ask, route);
      case Principal.Operator ignored -> new Permitted(this, call, ask, route);
    };
  }

  /**
   * Why a server must not ask a client for something, or empty.
   *
   * @param body the members of the request's params
   */
  Optional<String> refusesAsking(String method, Members body) {
    ClientFeature needed = ClientCapabilities.needed(method, body);
    if (needed == null) {
      return Optional.of("servers may not send " + method);
    }
    if (needed == ClientFeature.URL_ELICITATION && !isSafe(body.string("url"))) {
      return Optional.of("a server may ask people to open https addresses only");
    }
    return Optional.empty();
  }

  private static boolean isSafe(@Nullable String url) {
    return url != null && url.toLowerCase(Locale.ROOT).startsWith("https://");
  }
}
