package dev.mcpcentral.cli;

import dev.mcpcentral.hub.app.Hub;
import dev.mcpcentral.hub.app.HubOptions;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The hub in this very process, until somebody asks it to stop. */
final class ForegroundHub {
  /** How long a signal waits for an orderly end before the process ends anyway. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(35);

  private final Session session;
  private final boolean allowUnsandboxed;
  private final Consumer<Slice> announce;

  ForegroundHub(Session session, boolean allowUnsandboxed, Consumer<Slice> announce) {
    this.session = session;
    this.allowUnsandboxed = allowUnsandboxed;
    this.announce = announce;
  }

  int run() throws InterruptedException {
    Libraries.quiet();
    HubVariables variables = new HubVariables(session.surroundings());
    variables.setLogLevel();
    variables.acceptToken(session.home());
    CountDownLatch closed = new CountDownLatch(1);
    try (Hub hub = Hub.start(options())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(hub, closed), "stop"));
      AdminClient client =
          session.runningHub().map(session::client).orElseThrow(CommandFailure::notRunning);
      announce.accept(client.get("/status"));
      Thread watch = Thread.ofVirtual().name("progress").start(new ServerWatch(client, session));
      hub.awaitShutdown();
      watch.interrupt();
      session.output().progress("stopping …");
    } finally {
      closed.countDown();
    }
    session.output().progress("MCP Central has stopped");
    return ExitCode.OK;
  }

  private HubOptions options() {
    return new HubOptions(
        VersionCommand.version(),
        session.configuration(),
        session.home(),
        allowUnsandboxed,
        session.surroundings().environment(),
        ReapCommand.of(session));
  }

  private static void stopAndWait(Hub hub, CountDownLatch closed) {
    hub.shutdown();
    try {
      closed.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
