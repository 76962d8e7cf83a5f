package dev.mcpcentral.cli;

import dev.mcpcentral.cli.doctor.Doctor;
import dev.mcpcentral.cli.doctor.Finding;
import dev.mcpcentral.cli.doctor.Patient;
import dev.mcpcentral.hub.store.StateDirectory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    description =
        "Look for what could keep a hub from working, and say what to do; exit code 1 when something must be done. Needs no running hub.",
    footer = {"", "Examples:", "  mcp-central doctor", "  mcp-central doctor --json"})
final class DoctorCommand implements Callable<Integer> {
  private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Surroundings here = session.surroundings();
    Patient patient =
        new Patient(
            session.configuration(),
            session.home(),
            here.userHome(),
            here.environment(),
            StateDirectory.holder(session.home()));
    Output output = session.output();
    List<Finding> findings = Doctor.examine(patient, finding -> print(finding, output));
    boolean sound = findings.stream().noneMatch(finding -> finding.level() == Finding.Level.FAIL);
    if (session.json) {
      output.document(
          new JsonObject()
              .put("ok", sound)
              .put("findings", findings.stream().map(DoctorCommand::json).toList())
              .slice());
    }
    return sound ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void print(Finding finding, Output output) {
    if (output.json()) {
      return;
    }
    String word = "%-4s".formatted(finding.level().word());
    output.painted(
        output.paint().state(word)
            + "  "
            + "%-8s".formatted(finding.subject())
            + "  "
            + Printable.text(finding.message()));
    if (!finding.remedy().isEmpty()) {
      output.line("                " + finding.remedy());
    }
  }

  private static JsonObject json(Finding finding) {
    return new JsonObject()
        .put("subject", finding.subject())
        .put("level", finding.level().word())
        .put("message", finding.message())
        .put("remedy", finding.remedy());
  }
}
