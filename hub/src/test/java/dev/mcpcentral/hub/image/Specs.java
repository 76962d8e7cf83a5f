package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.hub.spec.Limits;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Server specs in which only the source matters. */
final class Specs {
  private Specs() {}

  static ServerSpec of(Source source) {
    return new ServerSpec(
        new ServerName("tested"),
        source,
        RiskLevel.LOW,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        Network.NONE,
        OptionalInt.empty(),
        "/mcp",
        Limits.DEFAULT,
        EraPin.AUTO,
        Duration.ofSeconds(30));
  }
}
