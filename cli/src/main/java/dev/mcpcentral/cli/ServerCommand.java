package dev.mcpcentral.cli;

import dev.mcpcentral.protocol.json.Slice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A change of one server's state. */
abstract class ServerCommand implements Callable<Integer> {
  private final Session session;
  private final String verb;
  private final String doing;

  @Parameters(paramLabel = "SERVER", description = "The server's name; see mcp-central list.")
  private String server = "";

  private ServerCommand(Session session, String verb, String doing) {
    this.session = session;
    this.verb = verb;
    this.doing = doing;
  }

  @Override
  public Integer call() {
    Output output = session.output();
    try (var _ = new Waiting(output, doing + " " + server)) {
      Slice answer = session.hub().post(Paths.server(server) + "/" + verb);
      if (session.json) {
        output.document(answer);
      } else {
        output.line(server + " is " + Fields.of(answer).object("server").text("state"));
      }
    }
    return ExitCode.OK;
  }

  @Command(
      name = "start",
      description = "Let a stopped or failed server be used again, and start it now.",
      footer = {"", "Examples:", "  mcp-central start memory"})
  static final class Start extends ServerCommand {
    Start(Session session) {
      super(session, "start", "starting");
    }
  }

  @Command(
      name = "stop",
      description =
          "Stop a server. Calls to it are refused until it is started, also after a restart of the hub.",
      footer = {"", "Examples:", "  mcp-central stop memory"})
  static final class Stop extends ServerCommand {
    Stop(Session session) {
      super(session, "stop", "stopping");
    }
  }

  @Command(
      name = "restart",
      description = "Replace a server's running instance by a new one.",
      footer = {"", "Examples:", "  mcp-central restart memory"})
  static final class Restart extends ServerCommand {
    Restart(Session session) {
      super(session, "restart", "restarting");
    }
  }
}
