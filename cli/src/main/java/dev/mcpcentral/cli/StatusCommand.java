package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = "Show the hub's endpoints, its engine, its trouble if any, and every server.",
    footer = {"", "Examples:", "  mcp-central status", "  mcp-central status --json"})
final class StatusCommand implements Callable<Integer> {
  private final Session session;

  StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Slice status = session.hub().get("/status");
    if (session.json) {
      session.output().document(status);
    } else {
      StatusPage.print(Fields.of(status), session.output());
    }
    return ExitCode.OK;
  }
}
