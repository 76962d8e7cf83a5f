package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "versions",
    description =
        "Show what ran behind a server's name, newest first; the last 20 are known, and any of them can be returned to.",
    footer = {
      "",
      "Examples:",
      "  mcp-central versions memory",
      "  mcp-central rollback memory --to 3           to number 3 of them"
    })
final class VersionsCommand implements Callable<Integer> {
  /** Of a digest: the algorithm and as much as tells one from another. */
  private static final int SHORT_DIGEST = "sha256:".length() + 12;

  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  VersionsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = session.output();
    Slice answer = session.hub().get(Paths.server(server) + "/versions");
    if (session.json) {
      output.document(answer);
      return ExitCode.OK;
    }
    List<Fields> versions = Fields.of(answer).objects("versions");
    if (versions.isEmpty()) {
      output.line("Nothing is known of '%s' before now.".formatted(server));
      return ExitCode.OK;
    }
    Table table = new Table(-1, "NUMBER", "VERSION", "SINCE", "HOW", "NOW", "DIGEST", "SOURCE");
    versions.forEach(one -> row(table, one));
    table.print(output);
    return ExitCode.OK;
  }

  private static void row(Table table, Fields one) {
    String digest = one.text("digest");
    table.row(
        one.shown("number"),
        one.text("version"),
        one.text("since").replaceFirst("\\.\\d+Z", "Z"),
        one.text("how"),
        one.isTrue("current") ? "serves" : "",
        digest.substring(0, Math.min(digest.length(), SHORT_DIGEST)),
        one.text("source"));
  }
}
