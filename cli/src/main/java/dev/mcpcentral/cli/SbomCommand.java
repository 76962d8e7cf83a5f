package dev.mcpcentral.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "sbom",
    description = "Print the list of everything in a server's image (CycloneDX 1.6, JSON).",
    footer = {"", "Examples:", "  mcp-central sbom memory > memory.cdx.json"})
final class SbomCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  SbomCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.output().document(session.hub().get(Paths.server(server) + "/sbom"));
    return ExitCode.OK;
  }
}
