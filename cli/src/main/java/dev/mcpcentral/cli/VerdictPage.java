package dev.mcpcentral.cli;

import java.util.List;

/** What {@code scan} prints of one server. */
final class VerdictPage {
  private VerdictPage() {}

  static void print(Fields verdict, Output output) {
    String head = verdict.text("server") + ": " + verdict.text("summary");
    Paint paint = output.paint();
    String shown = Printable.text(head);
    output.painted(verdict.isTrue("quarantined") ? paint.red(shown) : paint.bold(shown));
    List<Fields> findings = verdict.objects("findings");
    if (!findings.isEmpty()) {
      Table table = new Table(-1, "EFFECT", "SEVERITY", "FINDING", "IN", "FIXED", "WHAT");
      findings.forEach(one ->
          table.row(
              effect(one),
              one.text("severity"),
              one.text("id"),
              one.text("subject"),
              one.text("fixed"),
              one.text("summary")));
      table.print(output);
    }
    verdict.texts("unknown").forEach(line -> output.line("  unknown  " + line));
    verdict.texts("notes").forEach(line -> output.line("  note     " + line));
  }

  private static String effect(Fields finding) {
    String effect = finding.text("effect");
    return effect.equals("waived") ? "waived until " + finding.text("expires") : effect;
  }
}
