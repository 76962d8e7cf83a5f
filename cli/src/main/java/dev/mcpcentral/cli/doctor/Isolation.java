package dev.mcpcentral.cli.doctor;

import dev.mcpcentral.hub.egress.HostFirewall;
import dev.mcpcentral.hub.engine.Engines;
import java.util.function.Consumer;

/** Where servers can run. */
final class Isolation {
  private static final String ENGINE = "engine";
  private static final String FIREWALL = "firewall";
  private static final String SANDBOX = "sandbox";

  private Isolation() {}

  static void engine(Patient patient, Consumer<Finding> found) {
    Engines.Survey survey = Engines.survey(patient.environment(), patient.userHome());
    survey.passedOver().forEach(place -> found.accept(passedOver(place)));
    boolean docker = survey.docker().isPresent();
    found.accept(
        survey
            .docker()
            .map(line -> Finding.ok(ENGINE, line))
            .orElseGet(() ->
                Finding.warn(
                    ENGINE,
                    "no Docker engine answers: servers of high risk are refused, others run as sandboxed processes",
                    "install and start Docker, or set DOCKER_HOST; then restart the hub")));
    if (docker) {
      found.accept(firewall());
    }
    found.accept(
        survey
            .sandboxTrouble()
            .map(trouble -> sandbox(trouble, docker))
            .orElseGet(() -> Finding.ok(SANDBOX, "bubblewrap works")));
  }

  private static Finding firewall() {
    return HostFirewall.trouble()
        .map(trouble ->
            Finding.warn(
                FIREWALL,
                "containers with a network can reach services of this machine that listen on all addresses: "
                    + trouble,
                "run the hub as root with iptables installed, or close the bridges yourself: docs/egress.md"))
        .orElseGet(
            () -> Finding.ok(FIREWALL, "services of this machine can be kept from containers"));
  }

  private static Finding passedOver(String place) {
    return Finding.warn(ENGINE, "no engine at " + place, "");
  }

  /** With an engine, nothing is sandboxed as a process. */
  private static Finding sandbox(String trouble, boolean docker) {
    String message = "bubblewrap does not work: " + trouble;
    String remedy = "install bubblewrap (apt-get install bubblewrap)";
    return docker
        ? Finding.ok(SANDBOX, message + "; not needed with a Docker engine")
        : Finding.fail(SANDBOX, message, remedy);
  }
}
