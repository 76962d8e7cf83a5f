package dev.mcpcentral.cli;

import dev.mcpcentral.hub.admin.RunningHub;
import dev.mcpcentral.hub.store.StateDirectory;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = {
      "Start the hub, and bring its servers up.",
      "Without a configuration file a starter is written first. Where a hub runs already, its endpoints are shown, with exit code 0."
    },
    footer = {
      "",
      "Examples:",
      "  mcp-central up                 in the foreground, until Ctrl-C or mcp-central down",
      "  mcp-central up --detach        in the background; its output goes to hub.log in the home folder"
    })
final class UpCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-d", "--detach"},
      description = "Return once the hub answers, and leave it running.")
  private boolean detach;

  @Option(
      names = "--allow-unsandboxed",
      description =
          "Without a container engine and without bubblewrap: run servers as plain processes, with the rights of this user.")
  private boolean allowUnsandboxed;

  @Option(
      names = "--await-engine",
      description = "Wait for a Docker engine first, up to a minute: both may be starting now.")
  private boolean awaitEngine;

  UpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Long> holder = StateDirectory.holder(session.home());
    if (holder.isPresent()) {
      return alreadyRunning(holder.get());
    }
    new HubVariables(session.surroundings()).check().forEach(session.output()::warning);
    if (awaitEngine) {
      ContainerEngine.await(session);
    }
    if (detach) {
      RunningHub hub = new DetachedHub(session, allowUnsandboxed).start();
      show(session.client(hub).get("/status"), "runs in the background");
      return ExitCode.OK;
    }
    return new ForegroundHub(session, allowUnsandboxed, status -> show(status, "is up")).run();
  }

  private int alreadyRunning(long pid) {
    RunningHub hub =
        session
            .runningHub()
            .orElseThrow(() ->
                CommandFailure.failed(
                    "starting",
                    "a hub with process id %d is starting or stopping: try again in a moment"
                        .formatted(pid)));
    show(session.client(hub).get("/status"), "is running already");
    return ExitCode.OK;
  }

  private void show(Slice status, String how) {
    Output output = session.output();
    if (session.json) {
      output.document(status);
      return;
    }
    Fields fields = Fields.of(status);
    output.painted(
        output.paint().bold("MCP Central " + fields.text("version") + " " + how)
            + " (process "
            + fields.shown("pid")
            + ")");
    StatusPage.endpoints(fields, output);
    NextSteps.print(fields, output);
  }
}
