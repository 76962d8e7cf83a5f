package dev.mcpcentral.cli;

/** What a newcomer does once the hub is up. */
final class NextSteps {
  private NextSteps() {}

  static void print(Fields status, Output output) {
    String mcp = status.object("endpoints").text("mcp");
    output.line("");
    output.line("Next:");
    output.line("  connect a client   to " + mcp);
    output.line("                     for example: claude mcp add --transport http central " + mcp);
    output.line("  see the servers    mcp-central status");
    output.line("  add a server       mcp-central add time pypi:mcp-server-time");
    output.line("  call a tool        mcp-central call central__status");
    output.line("");
  }
}
