package dev.mcpcentral.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    description =
        "Move a server back to what ran before, while it is called. Its image is still there, so nothing is built.",
    footer = {
      "",
      "Examples:",
      "  mcp-central versions memory",
      "  mcp-central rollback memory                  to the version before",
      "  mcp-central rollback memory --to 3           to number 3",
      "  mcp-central rollback memory --to 2026.7.4    to that version"
    })
final class RollbackCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description =
          "A number or version that mcp-central versions shows; the one before when not given.")
  private @Nullable String to;

  RollbackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    JsonObject order = new JsonObject();
    if (to != null) {
      order.put("to", to);
    }
    RolloutRun run = new RolloutRun(session, RolloutVerb.ROLLBACK);
    return run.one(server, order, "mcp-central versions " + server);
  }
}
