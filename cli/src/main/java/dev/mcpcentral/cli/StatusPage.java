package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Members.Member;
import java.util.List;

/** The hub's state, for people. */
final class StatusPage {
  private StatusPage() {}

  static void print(Fields status, Output output) {
    output.painted(
        output.paint().bold("MCP Central " + Printable.text(status.text("version")))
            + " runs since "
            + status.text("since")
            + ", process "
            + status.shown("pid"));
    endpoints(status, output);
    output.line("  engine  " + status.text("engine"));
    output.line("  config  " + status.text("config"));
    output.line("  home    " + status.text("home"));
    troubles(status, output);
    output.line("");
    servers(status.objects("servers"), output);
    gaps(status.object("egress"), output);
    ignored(status.objects("ignoredContainers"), output);
    profiles(status.objects("profiles"), output);
  }

  static void endpoints(Fields status, Output output) {
    Fields endpoints = status.object("endpoints");
    for (Member endpoint : endpoints.members().list()) {
      output.line("  %-7s %s".formatted(endpoint.name(), endpoints.text(endpoint.name())));
    }
  }

  private static void troubles(Fields status, Output output) {
    trouble("engine", status.text("engineTrouble"), output);
    trouble("configuration, last edit not taken over", status.text("configurationTrouble"), output);
    if (status.has("auditAvailable") && !status.isTrue("auditAvailable")) {
      trouble("audit", "the log cannot be written, so calls are refused", output);
    }
  }

  private static void trouble(String where, String what, Output output) {
    if (!what.isEmpty()) {
      output.painted(output.paint().red("  trouble ") + Printable.text(where + ": " + what));
    }
  }

  static void servers(List<Fields> servers, Output output) {
    if (servers.isEmpty()) {
      output.line("No servers yet: mcp-central add NAME SOURCE");
      return;
    }
    Table table = new Table(1, "SERVER", "STATE", "RISK", "TOOLS", "SOURCE", "DETAIL");
    for (Fields server : servers) {
      table.row(
          server.text("name"),
          server.text("state"),
          server.text("risk"),
          server.shown("tools"),
          server.text("source"),
          server.text("detail"));
    }
    table.print(output);
    servers.forEach(server -> quarantined(server, output));
    servers.forEach(server -> foreign(server, output));
    servers.forEach(server -> scan(server, output));
  }

  /** What the operator should know of a container that somebody else started. */
  private static void foreign(Fields server, Output output) {
    String name = server.text("name");
    String origin = server.text("origin");
    if (origin.startsWith("discovered")) {
      trouble(
          name,
          origin
              + ", which nobody has reviewed: only clients with a token may call it; to let it in: mcp-central add "
              + name
              + " "
              + server.text("source")
              + " --risk LEVEL",
          output);
    }
    List<String> lacks = server.texts("lacks");
    if (!lacks.isEmpty()) {
      trouble(
          name, "its container was started by somebody else: " + String.join(", ", lacks), output);
    }
  }

  private static void ignored(List<Fields> containers, Output output) {
    for (Fields one : containers) {
      output.line(
          "  ignored container %s: %s".formatted(one.text("container"), one.text("reason")));
    }
  }

  /** What the gate said, unless there is nothing to say: unknown is not the same as clean. */
  private static void scan(Fields server, Output output) {
    String scan = server.text("scan");
    if (scan.contains("unknown") || scan.contains("waived")) {
      output.line("  scan %s: %s".formatted(server.text("name"), scan));
    }
  }

  /** What a server offers and nobody is shown, so that the operator can ask its maker. */
  private static void quarantined(Fields server, Output output) {
    for (String reason : server.texts("quarantined")) {
      trouble("kept back, " + server.text("name"), reason, output);
    }
  }

  /** What of a server's egress does not work, or is not guarded, on this machine. */
  private static void gaps(Fields egress, Output output) {
    for (Member server : egress.members().list()) {
      egress
          .object(server.name())
          .texts("gaps")
          .forEach(gap -> trouble("egress of " + server.name(), gap, output));
    }
  }

  private static void profiles(List<Fields> profiles, Output output) {
    for (Fields profile : profiles) {
      output.line(
          "  profile %s: %s tools, about %s tokens, clients are shown %s"
              .formatted(
                  profile.text("name"),
                  profile.shown("tools"),
                  profile.shown("tokens"),
                  profile.shown("shownTokens")));
    }
  }
}
