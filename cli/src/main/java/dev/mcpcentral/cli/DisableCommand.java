package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "disable",
    description =
        "Keep a server declared and built, but not listed and not callable, until it is enabled again.",
    footer = {"", "Examples:", "  mcp-central disable shell"})
final class DisableCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  DisableCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = session.output();
    try (var _ = new Waiting(output, "disabling " + server)) {
      Slice answer = session.hub().post(Paths.server(server) + "/disable");
      if (session.json) {
        output.document(answer);
      } else {
        Standing.print(server, answer, output);
      }
    }
    return ExitCode.OK;
  }
}
