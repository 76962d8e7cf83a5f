package dev.mcpcentral.cli;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Asked;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.rollout.EgressReport;
import dev.mcpcentral.hub.rollout.Explanation;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.Governance;
import dev.mcpcentral.hub.spec.Egress;
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
        List.of(),
        today);
  }

  /** It was seen to use one address, until that is accepted. */
  @Override
  public EgressReport egress(ServerName server) {
    boolean learning = !decided.startsWith("egress");
    return new EgressReport(
        new Reach(
            Network.NONE,
            learning ? List.of() : List.of(new Egress("api.example.com", 443)),
            Set.of(),
            learning),
        new Traffic(2, 1, 30, 40),
        new WayOut(
            List.of(
                new Asked("api.example.com", 443, new Traffic(2, 0, 30, 40)),
                new Asked("db.corp.example", 5432, new Traffic(0, 1, 0, 0)),
                new Asked("only.example.com", 0, new Traffic(3, 0, 0, 0))),
            List.of("names are not resolved")));
  }

  @Override
  public void acceptEgress(ServerName server, List<Egress> accepted) {
    decided = "egress " + server + " " + accepted;
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
