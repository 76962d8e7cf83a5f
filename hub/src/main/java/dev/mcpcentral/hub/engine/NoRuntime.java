package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.RiskReason;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.util.List;
import java.util.stream.Collectors;

/** What people are told when an engine has no runtime for a server of high risk. */
final class NoRuntime {
  private NoRuntime() {}

  /** {@code waivers} are those that do not count any more. */
  static String message(ServerSpec spec, List<Waiver> waivers) {
    String expired =
        waivers.stream()
            .map(Waiver::expires)
            .max(java.time.LocalDate::compareTo)
            .map(day -> " (its waiver expired after " + day + ")")
            .orElse("");
    return """
    server '%1$s' is of high risk and needs an isolating runtime, which this engine does not have%2$s. Three ways out:
    1. Install one: apt install runsc; add {"runtimes": {"runsc": {"path": "/usr/bin/runsc"}}} to /etc/docker/daemon.json; \
    have the engine read it again (systemctl reload docker). Kata Containers will do as well.
    2. Waive it for a while: mcp-central enable %1$s --waive-runtime "REASON" --for 30d, or in mcp-central.yaml: \
    waivers: [{server: %1$s, finding: runtime, reason: "REASON", expires: 2027-01-31}]
    3. Lower the risk, by removing what raised it: %3$s.\
    """
        .formatted(spec.name(), expired, raisedBy(spec));
  }

  private static String raisedBy(ServerSpec spec) {
    String floors =
        spec.riskFloors().stream()
            .filter(floor -> floor.level() == RiskLevel.HIGH)
            .map(RiskReason::why)
            .collect(Collectors.joining("; "));
    String review =
        spec.oversight().reviewed() ? "" : ", which mcp-central review " + spec.name() + " settles";
    String declared = spec.risk() == RiskLevel.HIGH ? "risk: high is declared" : "";
    String both = floors.isEmpty() || declared.isEmpty() ? "" : "; ";
    return floors + review + both + declared;
  }
}
