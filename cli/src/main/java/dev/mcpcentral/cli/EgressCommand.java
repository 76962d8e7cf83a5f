package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "egress",
    description = {
      "Show what a server may reach, and what it asked for while that was learned.",
      "With 'egress: learn' every public address is let through and written down; --accept puts the proposed list in its place in the configuration file."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central egress github",
      "  mcp-central egress github --json",
      "  mcp-central egress github --accept"
    })
final class EgressCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  @Option(names = "--accept", description = "Let it reach the proposed list from now on, no more.")
  private boolean accept;

  EgressCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = session.output();
    String path = Paths.server(server) + "/egress";
    Slice report = session.hub().get(path);
    if (!accept) {
      print(report, output);
      return ExitCode.OK;
    }
    // Exactly what was proposed a moment ago: it may have asked for more meanwhile.
    List<String> proposed = Fields.of(report).texts("proposed");
    try (var _ = new Waiting(output, "starting " + server + " with its list")) {
      Slice after = session.hub().post(path, new JsonObject().texts("egress", proposed).slice());
      print(after, output);
    }
    return ExitCode.OK;
  }

  private void print(Slice report, Output output) {
    if (session.json) {
      output.document(report);
    } else {
      EgressPage.print(Fields.of(report), output);
    }
  }
}
