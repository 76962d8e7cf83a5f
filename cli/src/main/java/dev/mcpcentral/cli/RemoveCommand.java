package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "remove",
    description =
        "Take a server out of the configuration file and stop it. Its volumes, and so its data, stay.",
    footer = {"", "Examples:", "  mcp-central remove time"})
final class RemoveCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  RemoveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = session.output();
    try (var _ = new Waiting(output, "removing " + server)) {
      Slice answer = session.hub().delete(Paths.server(server));
      if (session.json) {
        output.document(answer);
      } else {
        output.line(server + " is removed");
      }
    }
    return ExitCode.OK;
  }
}
