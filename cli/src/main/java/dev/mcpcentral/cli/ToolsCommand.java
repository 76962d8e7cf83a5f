package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "tools",
    description = "List the tools that clients see, under the names they call them by.",
    footer = {
      "",
      "Examples:",
      "  mcp-central tools",
      "  mcp-central tools memory",
      "  mcp-central tools memory --json     whole definitions, with their schemas"
    })
final class ToolsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "SERVER", description = "Only this server's tools.")
  private @Nullable String server;

  ToolsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String query = server == null ? "" : "?server=" + Paths.encode(server);
    Slice tools = session.hub().get("/tools" + query);
    if (session.json) {
      session.output().document(tools);
    } else {
      print(Fields.of(tools).objects("tools"));
    }
    return ExitCode.OK;
  }

  private void print(List<Fields> tools) {
    if (tools.isEmpty()) {
      session.output().line("No tools yet: mcp-central status tells how the servers are doing");
      return;
    }
    Table table = new Table(-1, "TOOL", "DESCRIPTION");
    tools.forEach(tool -> table.row(tool.text("name"), tool.text("description")));
    table.print(session.output());
  }
}
