package dev.mcpcentral.cli;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.Explanation;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.Governance;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Mount;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.Reach;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.spec.Volume;
import dev.mcpcentral.hub.spec.Waiver;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decisions that are remembered only. Server {@code broken} is refused without a waiver. */
final class MemoryGovernance implements Governance {
  volatile String decided = "";

  @Override
  public Explanation explain(ServerName server) {
    ServerSpec plain = ServerSpec.of(server, new Source.Npm("memory", Optional.of("1.0.0")));
    ServerSpec spec =
        new ServerSpec(
            server,
            plain.source(),
            List.of(),
            new Oversight(RiskLevel.LOW, true, false),
            List.of("--key", "not-for-showing"),
            Map.of("API_TOKEN", "not-for-showing"),
            List.of(new Mount(Path.of("/srv/work"), "/work", false)),
            List.of(new Volume("notes", "/data")),
            new Reach(Network.NONE, List.of(), Set.of(Grant.SHELL), false),
            plain.port(),
            plain.httpPath(),
            plain.limits(),
            plain.era(),
            plain.callTimeout(),
            plain.life(),
            plain.secrets());
    LocalDate today = LocalDate.of(2026, 11, 22);
    return new Explanation(
        spec,
        "none that is enough",
        Optional.of("it needs a runtime\n1. install one"),
        List.of(new Waiver(server, "runtime", "no gVisor here", today.minusDays(1))),
        today);
  }

  @Override
  public void enable(ServerName server, Optional<RuntimeWaiver> waived) {
    if (server.value().equals("broken") && waived.isEmpty()) {
      throw new FleetException("it needs an isolating runtime");
    }
    decided = "enable " + server + waived.map(w -> " " + w.reason() + ", " + w.days()).orElse("");
  }

  @Override
  public void disable(ServerName server) {
    decided = "disable " + server;
  }

  @Override
  public void review(ServerName server, Optional<RiskLevel> risk) {
    decided = "review " + server + risk.map(level -> " " + level).orElse("");
  }
}
