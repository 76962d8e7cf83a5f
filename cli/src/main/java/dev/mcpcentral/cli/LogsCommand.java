package dev.mcpcentral.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    description = "Show what a server wrote on standard error.",
    footer = {"", "Examples:", "  mcp-central logs memory -n 50", "  mcp-central logs memory -f"})
final class LogsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, until interrupted.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "200",
      paramLabel = "N",
      description = "How many of the last lines; ${DEFAULT-VALUE} when not given.")
  private int lines = 200;

  LogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    AdminClient hub = session.hub();
    read(hub, lines);
    while (follow) {
      // The hub ends a stream in which nothing happens for minutes.
      read(hub, 0);
    }
    return ExitCode.OK;
  }

  private void read(AdminClient hub, int last) {
    String path = Paths.server(server) + "/logs?lines=" + last + (follow ? "&follow=true" : "");
    hub.lines("GET", path, null, this::print);
  }

  private void print(String line) {
    Output output = session.output();
    if (session.json) {
      output.document(new JsonObject().put("server", server).put("line", line).slice());
    } else {
      output.line(line);
    }
  }
}
