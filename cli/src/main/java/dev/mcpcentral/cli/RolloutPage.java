package dev.mcpcentral.cli;

import java.util.List;

/** What is printed of a change of what runs behind a name. */
final class RolloutPage {
  private final Output output;
  private final RolloutVerb verb;

  RolloutPage(Output output, RolloutVerb verb) {
    this.output = output;
    this.verb = verb;
  }

  /**
   * @param again the command that would accept changed definitions
   */
  void print(Fields report, String again) {
    String server = report.text("server");
    String detail = report.text("detail");
    switch (report.text("result")) {
      case "done" -> done(server + " " + verb.done() + ": " + way(report), detail);
      case "unchanged" -> output.line("%s: nothing to do. %s".formatted(server, detail).strip());
      case "would-change" ->
          plain("%s would be %s: %s".formatted(server, verb.participle(), way(report)), detail);
      case "changes-not-accepted" ->
          failed(
              "%s was not %s: it would define otherwise what clients use, and nobody has accepted that. %s serves on."
                  .formatted(server, verb.participle(), report.text("from")),
              "");
      default ->
          failed(
              "%s was not %s: %s serves again."
                  .formatted(server, verb.participle(), report.text("from")),
              detail);
    }
    changes(report);
    if (report.text("result").equals("changes-not-accepted")) {
      output.line("To accept this: " + again);
    }
  }

  static boolean ok(Fields report) {
    return List.of("done", "unchanged", "would-change").contains(report.text("result"));
  }

  private static String way(Fields report) {
    return report.text("from") + " → " + report.text("to");
  }

  private void done(String head, String detail) {
    plain("✅ " + head, detail);
  }

  private void failed(String head, String detail) {
    plain("❌ " + head, detail);
  }

  private void plain(String head, String detail) {
    output.line(head);
    if (!detail.isEmpty()) {
      output.line("   " + detail);
    }
  }

  private void changes(Fields report) {
    for (Fields change : report.objects("changes")) {
      String what = Printable.text(change.text("listing") + " " + change.text("name"));
      Paint paint = output.paint();
      output.painted(
          switch (change.text("kind")) {
            case "added" -> paint.green("  + " + what);
            case "removed" -> paint.red("  - " + what);
            default -> paint.yellow("  ~ " + what);
          });
      change.texts("details").forEach(line -> output.line("      " + line));
    }
  }
}
