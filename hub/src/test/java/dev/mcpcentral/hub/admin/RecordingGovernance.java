package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Asked;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.rollout.EgressReport;
import dev.mcpcentral.hub.rollout.Explanation;
import dev.mcpcentral.hub.rollout.FleetException;
import dev.mcpcentral.hub.rollout.Governance;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.Network;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.Reach;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.hub.spec.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    return new Explanation(
        spec,
        "a container",
        Optional.of("no runtime"),
        waivers,
        List.of("names are not resolved"),
        today);
  }

  /** It was seen to use one address, and refused another. */
  @Override
  public EgressReport egress(ServerName server) {
    return new EgressReport(
        new Reach(Network.NONE, List.of(), Set.of(), true),
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
    if (!egress(server).proposed().containsAll(accepted)) {
      throw new FleetException("it was not seen to use all of that");
    }
    decisions.add("egress " + server + " " + accepted);
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
