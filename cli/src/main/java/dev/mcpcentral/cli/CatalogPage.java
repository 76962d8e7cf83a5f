package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The catalog, for people. */
final class CatalogPage {
  private CatalogPage() {}

  static void list(List<Fields> entries, Output output) {
    if (entries.isEmpty()) {
      output.line("Nothing fits: mcp-central catalog search shows everything");
      return;
    }
    Table table = new Table(-1, "NAME", "REVIEWED", "DECLARED", "WHAT IT DOES");
    for (Fields entry : entries) {
      table.row(
          entry.text("id"),
          entry.isTrue("reviewed") ? "yes" : "no",
          entry.isTrue("declared") ? "yes" : "",
          entry.text("description"));
    }
    table.print(output);
  }

  static void entry(Fields entry, Output output) {
    output.painted(output.paint().bold(Printable.text(entry.text("title"))));
    output.line("  " + entry.text("description"));
    line("homepage", entry.text("homepage"), output);
    line("licence", entry.text("licence"), output);
    line("reviewed", review(entry), output);
    for (Fields parameter : entry.objects("parameters")) {
      line("--set " + parameter.text("name"), choice(parameter), output);
    }
    for (Fields secret : entry.objects("secrets")) {
      line("--set " + secret.text("env"), secret(secret), output);
    }
    output.line("  would be declared as");
    pretty(entry).lines().forEach(text -> output.line("    " + text));
  }

  private static String review(Fields entry) {
    Fields review = entry.object("review");
    return entry.isTrue("reviewed")
        ? review.text("date") + ": " + review.text("check")
        : "no: from '" + entry.text("origin") + "', and counts as high risk until you review it";
  }

  private static String choice(Fields parameter) {
    String usual =
        parameter.has("default")
            ? " (usually " + parameter.text("default") + ")"
            : " (must be given)";
    return parameter.text("description") + usual;
  }

  private static String secret(Fields secret) {
    return secret.text("description") + (secret.isTrue("required") ? " (needed)" : " (optional)");
  }

  private static void line(String name, String value, Output output) {
    if (!value.isEmpty()) {
      output.line("  %-16s %s".formatted(name, value));
    }
  }

  private static String pretty(Fields entry) {
    Slice spec = entry.members().find("spec");
    JsonMapper json = JsonMapper.shared();
    return spec == null
        ? ""
        : json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(spec.copy()));
  }
}
