package dev.mcpcentral.cli;

import dev.mcpcentral.hub.advisory.Advisories;
import dev.mcpcentral.hub.advisory.AdvisoryException;
import dev.mcpcentral.hub.advisory.DatabaseState;
import dev.mcpcentral.hub.advisory.ImportReport;
import dev.mcpcentral.hub.store.StateDirectory;
import dev.mcpcentral.protocol.json.Slice;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "advisories",
    synopsisSubcommandLabel = "(import | status)",
    description =
        "The known vulnerabilities that images are compared with: imported by you, used without network.",
    footer = {
      "",
      "Examples:",
      "  mcp-central advisories import npm-all.zip",
      "  mcp-central advisories status"
    })
final class AdvisoriesCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec;

  AdvisoriesCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say import or status");
  }

  @Command(
      name = "import",
      description = {
        "Take over OSV data: a JSON file, a folder of them, or an export archive (all.zip of an ecosystem).",
        "Records that are known are replaced. A running hub then checks all servers again. Needs no running hub."
      },
      footer = {"", "Examples:", "  mcp-central advisories import ./osv/npm/all.zip"})
  int load(
      @Parameters(paramLabel = "FILE", description = "A .json file, a folder or a .zip archive.")
          String file) {
    Path source = session.surroundings().resolve(file);
    Slice report = session.runningHub().isPresent() ? byHub(source) : directly(source);
    if (session.json) {
      session.output().document(report);
    } else {
      Fields fields = Fields.of(report);
      session
          .output()
          .line(
              "%s advisories taken over, %s files were none"
                  .formatted(fields.shown("records"), fields.shown("unusable")));
      print(fields);
    }
    return ExitCode.OK;
  }

  private Slice byHub(Path source) {
    StepLines lines = new StepLines(session.output(), "it was done");
    Slice body = new JsonObject().put("source", source.toString()).slice();
    session.hub().lines("POST", "/advisories", body, lines::line);
    return lines.result("imported");
  }

  /** The lock keeps a hub from starting meanwhile. */
  private Slice directly(Path source) {
    try (StateDirectory state = StateDirectory.open(session.home())) {
      Advisories advisories = new Advisories(state.directory("advisories"), InstantSource.system());
      ImportReport report = advisories.importFrom(source, session.output()::progress);
      return json(report.state())
          .put("records", report.records())
          .put("unusable", report.unusable())
          .slice();
    } catch (AdvisoryException refused) {
      throw CommandFailure.failed("failed", String.valueOf(refused.getMessage()));
    }
  }

  @Command(
      name = "status",
      description = "Show which data there is, how much, and how old it is.",
      footer = {"", "Examples:", "  mcp-central advisories status --json"})
  int status() {
    Path folder = session.home().resolve("advisories");
    Slice state;
    try {
      state = json(new Advisories(folder, InstantSource.system()).state()).slice();
    } catch (AdvisoryException damaged) {
      throw CommandFailure.failed("damaged", String.valueOf(damaged.getMessage()));
    }
    if (session.json) {
      session.output().document(state);
    } else {
      print(Fields.of(state));
    }
    return ExitCode.OK;
  }

  private void print(Fields state) {
    List<Fields> ecosystems = state.objects("ecosystems");
    if (ecosystems.isEmpty()) {
      session
          .output()
          .line("No advisory data: every package is unknown. mcp-central advisories import FILE");
      return;
    }
    Table table = new Table(-1, "ECOSYSTEM", "ADVISORIES", "NEWEST", "IMPORTED", "");
    ecosystems.forEach(one ->
        table.row(
            one.text("ecosystem"),
            one.shown("advisories"),
            one.text("newest"),
            one.text("imported"),
            one.isTrue("old") ? "old: more than 7 days" : ""));
    table.print(session.output());
  }

  private static JsonObject json(DatabaseState state) {
    Instant now = InstantSource.system().instant();
    return new JsonObject()
        .put("ecosystems", state.data().stream().map(data -> json(data, now)).toList());
  }

  private static JsonObject json(DatabaseState.Data data, Instant now) {
    return new JsonObject()
        .put("ecosystem", data.ecosystem().word())
        .put("advisories", data.advisories())
        .put("newest", data.newest().toString())
        .put("imported", data.imported().toString())
        .put("old", data.old(now))
        .texts("releases", data.releases().stream().filter(release -> !release.isEmpty()).toList());
  }
}
