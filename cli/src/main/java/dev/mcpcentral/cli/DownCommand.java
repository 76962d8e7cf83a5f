package dev.mcpcentral.cli;

import dev.mcpcentral.hub.admin.RunningHub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

@Command(
    name = "down",
    description = "Stop the hub and its servers, and wait until it has ended. Volumes stay.",
    footer = {"", "Examples:", "  mcp-central down"})
final class DownCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Session session;

  DownCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    AdminClient client = session.hub();
    long pid = session.runningHub().map(RunningHub::pid).orElseThrow(CommandFailure::notRunning);
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    client.post("/shutdown");
    if (process.isPresent()) {
      awaitEnd(process.get());
    }
    if (session.json) {
      session.output().document(new JsonObject().put("stopped", pid).slice());
    } else {
      session.output().line("MCP Central has stopped");
    }
    return ExitCode.OK;
  }

  private void awaitEnd(ProcessHandle process) throws InterruptedException {
    try (var _ = new Waiting(session.output(), "stopping the servers")) {
      process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw CommandFailure.failed(
          "still-stopping",
          "the hub, process %d, has not ended within %d s"
              .formatted(process.pid(), LIMIT.toSeconds()));
    }
  }
}
