package dev.mcpcentral.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "update",
    description = {
      "Move a server to the newest version of its source, or to the one that is named, while it is called.",
      "The new version is built, scanned and probed first. When it defines its tools otherwise, that is shown and nothing is changed until it is accepted; when it fails its trial, the old version serves again by itself."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central update memory --dry-run          what would change",
      "  mcp-central update memory",
      "  mcp-central update memory --to 2026.8.31",
      "  mcp-central update mine --to dir:./server-2",
      "  mcp-central update --all"
    })
final class UpdateCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVER",
      description = "The server's name; see mcp-central list.")
  private @Nullable String server;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description =
          "A version of its source, or another source in the forms of add; the newest when not given.")
  private @Nullable String to;

  @Option(
      names = "--accept-changes",
      description = "Take it although tools, prompts or resources are defined otherwise.")
  private boolean acceptChanges;

  @Option(
      names = "--dry-run",
      description =
          "Build and probe the new version and say what would change, but change nothing.")
  private boolean dryRun;

  @Option(
      names = "--all",
      description =
          "All servers that the hub itself runs, one after the other; a failure leaves the others alone.")
  private boolean all;

  UpdateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if ((server == null) != all) {
      throw CommandFailure.usage("name a server, or say --all");
    }
    if (all && to != null) {
      throw CommandFailure.usage("--to is for one server: leave --all out");
    }
    RolloutRun run = new RolloutRun(session, RolloutVerb.UPDATE);
    if (server != null) {
      return run.one(server, order(), again(server));
    }
    servers(run.hub()).forEach(name -> run.each(name, order(), again(name)));
    return run.summary();
  }

  private JsonObject order() {
    JsonObject order = new JsonObject().put("acceptChanges", acceptChanges).put("dryRun", dryRun);
    return to == null ? order : order.put("to", Declared.source(to, session.surroundings()));
  }

  private String again(String name) {
    return "mcp-central update " + name + (to == null ? "" : " --to " + to) + " --accept-changes";
  }

  /**
   * What somebody else starts has no version that could be chosen here, and what is stopped, or not
   * enabled, could not show that it works.
   */
  private static List<String> servers(AdminClient hub) {
    return Fields.of(hub.get("/servers")).objects("servers").stream()
        .filter(one -> !one.text("source").matches("(url|container):.*"))
        .filter(one -> !one.text("state").equals("stopped"))
        .map(one -> one.text("name"))
        .toList();
  }
}
