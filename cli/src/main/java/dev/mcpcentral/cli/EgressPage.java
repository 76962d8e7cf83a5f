package dev.mcpcentral.cli;

import java.util.List;

/** What a server may reach and asked for, for people. */
final class EgressPage {
  private EgressPage() {}

  static void print(Fields report, Output output) {
    String name = report.text("name");
    List<String> egress = report.texts("egress");
    boolean learning = report.isTrue("learning");
    output.line(name + ": " + reach(learning, egress));
    output.line(
        "  since the hub started: %s connections, %s refused, %s bytes up, %s bytes down"
            .formatted(
                report.shown("allowed"),
                report.shown("refused"),
                report.shown("bytesUp"),
                report.shown("bytesDown")));
    report.texts("gaps").forEach(gap -> output.line("  gap: " + gap));
    asked(report.objects("asked"), output);
    if (learning) {
      proposal(name, report.texts("proposed"), output);
    }
  }

  private static String reach(boolean learning, List<String> egress) {
    if (learning) {
      return "every public address, while its egress is learned";
    }
    return egress.isEmpty() ? "nothing in egress" : String.join(", ", egress);
  }

  private static void asked(List<Fields> asked, Output output) {
    if (asked.isEmpty()) {
      return;
    }
    output.line("");
    Table table = new Table(-1, "ASKED FOR", "PORT", "CONNECTIONS", "REFUSED", "UP", "DOWN");
    for (Fields each : asked) {
      table.row(
          each.text("host"),
          each.has("port") ? each.shown("port") : "only looked up",
          each.shown("connections"),
          each.shown("refused"),
          each.shown("bytesUp"),
          each.shown("bytesDown"));
    }
    table.print(output);
  }

  private static void proposal(String name, List<String> proposed, Output output) {
    output.line("");
    if (proposed.isEmpty()) {
      output.line("Nothing to propose yet: use the server, then ask again.");
      return;
    }
    output.line("Proposed: egress: [" + String.join(", ", proposed) + "]");
    output.line("Read it before: mcp-central egress " + name + " --accept");
  }
}
