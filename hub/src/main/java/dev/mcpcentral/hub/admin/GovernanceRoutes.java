package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.Governance;
import dev.mcpcentral.hub.rollout.Governance.RuntimeWaiver;
import dev.mcpcentral.hub.spec.RiskLevel;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Below {@code /servers/{name}}: explain, enable, disable, review. */
final class GovernanceRoutes {
  private static final int USUAL_DAYS = 30;

  private final Governance governance;
  private final ServerRoutes servers;
  private final ServerPath path;

  GovernanceRoutes(Governance governance, ServerRoutes servers, ServerPath path) {
    this.governance = governance;
    this.servers = servers;
    this.path = path;
  }

  void explain(ServerRequest request, ServerResponse response) {
    ServerName name = path.of(request);
    ObjectNode answer = ExplanationJson.of(governance.explain(name));
    Answers.send(response, Status.OK_200, Answers.bytes(answer));
  }

  /** The body may be {@code {"waiveRuntime":"reason","days":30}}. */
  void enable(ServerRequest request, ServerResponse response) {
    JsonNode body = Body.object(request);
    Optional<RuntimeWaiver> waived = waiver(body);
    servers.change("servers/enable", request, response, name -> governance.enable(name, waived));
  }

  void disable(ServerRequest request, ServerResponse response) {
    servers.change("servers/disable", request, response, governance::disable);
  }

  /** The body may be {@code {"risk":"low"}}. */
  void review(ServerRequest request, ServerResponse response) {
    Optional<RiskLevel> risk =
        Body.object(request).path("risk").stringValueOpt().map(GovernanceRoutes::level);
    servers.change("servers/review", request, response, name -> governance.review(name, risk));
  }

  private static Optional<RuntimeWaiver> waiver(JsonNode body) {
    try {
      return body.path("waiveRuntime")
          .stringValueOpt()
          .map(reason -> new RuntimeWaiver(reason, body.path("days").asInt(USUAL_DAYS)));
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** The level that an operator's word means. */
  static RiskLevel level(String word) {
    return Arrays.stream(RiskLevel.values())
        .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> Refusal.malformed("'risk' is low, medium or high"));
  }
}
