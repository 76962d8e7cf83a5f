package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    description = "List the declared servers.",
    footer = {"", "Examples:", "  mcp-central list", "  mcp-central list --json"})
final class ListCommand implements Callable<Integer> {
  private final Session session;

  ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Slice servers = session.hub().get("/servers");
    if (session.json) {
      session.output().document(servers);
    } else {
      StatusPage.servers(Fields.of(servers).objects("servers"), session.output());
    }
    return ExitCode.OK;
  }
}
