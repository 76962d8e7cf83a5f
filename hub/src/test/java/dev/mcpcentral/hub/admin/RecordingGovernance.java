package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.rollout.Explanation;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.Governance;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.spec.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was decided. Server {@code broken} cannot be enabled. */
final class RecordingGovernance implements Governance {
  final List<String> decisions = new CopyOnWriteArrayList<>();

  @Override
  public Explanation explain(ServerName server) {
    ServerSpec spec =
        ServerSpec.of(server, new Source.Npm("p", Optional.of("1.0.0")))
            .withOversight(new Oversight(RiskLevel.LOW, false, true));
    LocalDate today = LocalDate.of(2026, 11, 22);
    List<Waiver> waivers =
        List.of(
            new Waiver(server, "runtime", "no gVisor here", today),
            new Waiver(server, "CVE-2026-1", "not reached", today.minusDays(1)));
    return new Explanation(spec, "a container", Optional.of("no runtime"), waivers, today);
  }

  @Override
  public void enable(ServerName server, Optional<RuntimeWaiver> waived) {
    if (server.value().equals("broken")) {
      throw new FleetException("no isolating runtime");
    }
    decisions.add("enable " + server + " " + waived);
  }

  @Override
  public void disable(ServerName server) {
    decisions.add("disable " + server);
  }

  @Override
  public void review(ServerName server, Optional<RiskLevel> risk) {
    decisions.add("review " + server + " " + risk);
  }
}
