package dev.mcpcentral.cli;

import java.util.Locale;
import java.util.StringJoiner;

/** One record as a line for people; {@code --json} shows all of it. */
final class AuditLine {
  private AuditLine() {}

  static String of(Fields fields) {
    String type = fields.text("type");
    StringJoiner line = new StringJoiner("  ");
    line.add(fields.text("time"));
    line.add("%6s".formatted(fields.shown("seq")));
    line.add("%-7s".formatted(type.toUpperCase(Locale.ROOT)));
    switch (type) {
      case "intent" -> intent(fields, line);
      case "outcome" -> outcome(fields, line);
      default -> {}
    }
    return line.toString();
  }

  private static void intent(Fields fields, StringJoiner line) {
    line.add(fields.text("principal") + "@" + fields.text("surface"));
    line.add(fields.text("method"));
    addIfAny(line, fields.text("target"));
    if (!fields.text("decision").equals("permitted")) {
      line.add(fields.text("decision").toUpperCase(Locale.ROOT));
      addIfAny(line, fields.text("reason"));
    }
  }

  private static void outcome(Fields fields, StringJoiner line) {
    line.add("of " + fields.shown("intent"));
    line.add(fields.text("status"));
    addIfAny(line, fields.text("detail"));
  }

  private static void addIfAny(StringJoiner line, String text) {
    if (!text.isEmpty()) {
      line.add(text);
    }
  }
}
