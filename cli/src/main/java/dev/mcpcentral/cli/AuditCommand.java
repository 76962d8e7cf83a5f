package dev.mcpcentral.cli;

import dev.mcpcentral.hub.audit.AuditReader;
import dev.mcpcentral.hub.audit.AuditRecord;
import dev.mcpcentral.hub.audit.AuditVerification;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    synopsisSubcommandLabel = "(tail | verify)",
    description = "Read and verify the record of every request; needs no running hub.",
    footer = {"", "Examples:", "  mcp-central audit tail -n 5", "  mcp-central audit verify"})
final class AuditCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec;

  AuditCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say tail or verify");
  }

  @Command(
      name = "tail",
      description =
          "Show the last records: INTENT before a request is carried out, OUTCOME before it is answered.",
      footer = {
        "",
        "Examples:",
        "  mcp-central audit tail -n 5",
        "  mcp-central audit tail -f --json      one record a line"
      })
  int tail(
      @Option(
              names = {"-n", "--lines"},
              defaultValue = "20",
              paramLabel = "N",
              description = "How many of the last records; ${DEFAULT-VALUE} when not given.")
          long lines,
      @Option(
              names = {"-f", "--follow"},
              description = "Go on with what comes, until interrupted.")
          boolean follow)
      throws IOException, InterruptedException {
    Path folder = session.auditFolder();
    if (!follow && !Files.isDirectory(folder)) {
      session.output().progress("nothing was recorded yet in " + folder);
      return ExitCode.OK;
    }
    try (AuditReader reader = AuditReader.last(folder, lines)) {
      for (Optional<AuditRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        print(next.get());
      }
      while (follow) {
        reader.next(Duration.ofSeconds(1)).ifPresent(this::print);
      }
    }
    return ExitCode.OK;
  }

  private void print(AuditRecord auditRecord) {
    Slice json = numbered(auditRecord);
    if (session.json) {
      session.output().document(json);
    } else {
      session.output().line(AuditLine.of(Fields.of(json)));
    }
  }

  /** The sequence number stands outside the recorded body, but outcomes name intents by it. */
  private static Slice numbered(AuditRecord auditRecord) {
    return Slice.of("{\"seq\":" + auditRecord.seq() + "," + auditRecord.json().substring(1));
  }

  @Command(
      name = "verify",
      description =
          "Check every record: checksums, hash chain, gaps, and that outcomes belong to intents. Exit code 1 when something is wrong.",
      footer = {"", "Examples:", "  mcp-central audit verify", "  mcp-central audit verify --json"})
  int verify() throws IOException {
    Path folder = session.auditFolder();
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.failed("no-log", "there is no audit log in " + folder);
    }
    AuditVerification.Report report;
    try (var _ = new Waiting(session.output(), "verifying " + folder)) {
      report = AuditVerification.verify(folder);
    }
    AuditReport.print(report, session.output());
    return report.intact() ? ExitCode.OK : ExitCode.FAILED;
  }
}
