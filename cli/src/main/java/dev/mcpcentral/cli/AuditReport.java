package dev.mcpcentral.cli;

import dev.mcpcentral.hub.audit.AuditVerification.Problem;
import dev.mcpcentral.hub.audit.AuditVerification.Report;

/** What a verification found. */
final class AuditReport {
  private AuditReport() {}

  static void print(Report report, Output output) {
    if (output.json()) {
      output.document(json(report).slice());
      return;
    }
    output.line(
        "%d records in %d files: %d intents, %d outcomes, %d pending"
            .formatted(
                report.records(),
                report.segments(),
                report.intents(),
                report.outcomes(),
                report.pending()));
    if (report.tornBytes() > 0) {
      output.line(
          report.tornBytes() + " bytes at the end are being written, or were cut short by a crash");
    }
    output.painted(verdict(report, output.paint()));
    output.line("last hash " + report.lastHash());
  }

  private static String verdict(Report report, Paint paint) {
    return report
        .problem()
        .map(problem -> paint.red("NOT INTACT: ") + Printable.text(place(problem)))
        .orElseGet(() ->
            paint.green("intact")
                + ": records %d to %d form one chain"
                    .formatted(report.firstSeq(), report.lastSeq()));
  }

  private static String place(Problem problem) {
    return "%s, byte %d: %s".formatted(problem.file(), problem.offset(), problem.what());
  }

  private static JsonObject json(Report report) {
    JsonObject json =
        new JsonObject()
            .put("intact", report.intact())
            .put("segments", report.segments())
            .put("records", report.records())
            .put("intents", report.intents())
            .put("outcomes", report.outcomes())
            .put("pending", report.pending())
            .put("firstSeq", report.firstSeq())
            .put("lastSeq", report.lastSeq())
            .put("lastHash", report.lastHash())
            .put("tornBytes", report.tornBytes());
    report
        .problem()
        .ifPresent(problem ->
            json.put(
                "problem",
                new JsonObject()
                    .put("file", problem.file().toString())
                    .put("offset", problem.offset())
                    .put("what", problem.what())));
    return json;
  }
}
