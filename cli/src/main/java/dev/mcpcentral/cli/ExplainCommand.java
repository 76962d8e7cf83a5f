package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description =
        "Tell why a server is at its risk level, and what follows: isolation, network, limits, instances, waivers.",
    footer = {
      "",
      "Examples:",
      "  mcp-central explain filesystem",
      "  mcp-central explain shell --json"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = session.output();
    try (var _ = new Waiting(output, "asking the engine")) {
      Slice explanation = session.hub().get(Paths.server(server) + "/explain");
      if (session.json) {
        output.document(explanation);
      } else {
        ExplanationPage.print(Fields.of(explanation), output);
      }
    }
    return ExitCode.OK;
  }
}
