package dev.mcpcentral.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Why a server is treated as it is, for people. */
final class ExplanationPage {
  private final Fields server;
  private final Output output;

  private ExplanationPage(Fields server, Output output) {
    this.server = server;
    this.output = output;
  }

  static void print(Fields explanation, Output output) {
    new ExplanationPage(explanation, output).print();
  }

  private void print() {
    Fields risk = server.object("risk");
    output.line(
        "%s: %s risk (declared: %s), %s"
            .formatted(
                server.text("name"),
                risk.text("effective"),
                risk.text("declared"),
                server.text("source")));
    risk.objects("reasons")
        .forEach(reason ->
            output.line("  at least " + reason.text("level") + ": " + reason.text("why")));
    line("enabled", yesOr("enabled", "enable"));
    line("reviewed", yesOr("reviewed", "review"));
    line("isolation", server.text("isolation"));
    reach();
    limits();
    line("instances", instances());
    line("scan gate", "findings of level " + server.text("scanGate") + " and above are refused");
    Fields planned = server.object("planned");
    line("planned", "approval: " + planned.text("approval") + "; rate: " + planned.text("rate"));
    server.objects("waivers").forEach(waiver -> line("waiver", waiver(waiver)));
    if (server.has("refused")) {
      output.line("");
      server.text("refused").lines().forEach(output::line);
    }
  }

  private void reach() {
    line("network", server.text("network"));
    line("egress", server.isTrue("egressLearned") ? "learned" : list(server.texts("egress")));
    server.texts("egressGaps").forEach(gap -> line("gap", gap));
    line("grants", list(server.texts("grants")));
    line("mounts", list(server.objects("mounts").stream().map(ExplanationPage::mount).toList()));
    line(
        "volumes",
        list(
            server.objects("volumes").stream()
                .map(volume -> volume.text("name") + " at " + volume.text("target"))
                .toList()));
    line("env", list(server.texts("env")));
  }

  private void limits() {
    Fields limits = server.object("limits");
    line(
        "limits",
        "%s memory, %s cpus, %s processes, %s open files, %s scratch"
            .formatted(
                size(limits.shown("memoryBytes")),
                limits.shown("cpus"),
                limits.shown("pids"),
                limits.shown("files"),
                size(limits.shown("tmpBytes"))));
  }

  private static String size(String bytes) {
    return bytes.isEmpty() ? "?" : (Long.parseLong(bytes) >> 20) + " MiB";
  }

  private String yesOr(String field, String command) {
    return server.isTrue(field) ? "yes" : "no: mcp-central " + command + " " + server.text("name");
  }

  private String instances() {
    return switch (server.text("instances")) {
      case "session" -> "a fresh one for each session";
      case "principal" -> "one for each principal";
      case "call" -> "a fresh one for each call";
      default -> "one for all sessions";
    };
  }

  private static String mount(Fields mount) {
    return "%s at %s (%s)"
        .formatted(mount.text("source"), mount.text("target"), mount.text("mode"));
  }

  private static String waiver(Fields waiver) {
    String until = (waiver.isTrue("counts") ? "until " : "expired after ") + waiver.text("expires");
    return waiver.text("finding") + ", " + until + ": " + waiver.text("reason");
  }

  private static String list(List<String> items) {
    return items.isEmpty() ? "none" : items.stream().collect(Collectors.joining(", "));
  }

  private void line(String name, String text) {
    output.line("  %-11s %s".formatted(name, text));
  }
}
