package dev.mcpcentral.hub.app;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process that clears up if this one is killed. It reads its input, which ends with this
 * process whatever ends it; after an orderly stop a word was said before.
 */
final class ReaperProcess implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReaperProcess.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** What it needs to find the secrets' folder; the hub's own secrets are none of its business. */
  private static final Set<String> VARIABLES =
      Set.of("XDG_RUNTIME_DIR", "MCP_CENTRAL_SECRETS", "HOME", "PATH", "LANG");

  private final List<String> command;
  private @Nullable Process process;
  private boolean closed;

  private ReaperProcess(List<String> command) {
    this.command = List.copyOf(command);
  }

  /** Without a command there is none. */
  static Optional<ReaperProcess> start(List<String> reaper, String dockerHost) {
    if (reaper.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(reaper);
    command.add(dockerHost);
    ReaperProcess started = new ReaperProcess(command);
    started.run();
    return Optional.of(started);
  }

  private synchronized void run() {
    if (closed) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(VARIABLES);
    try {
      process = builder.start();
      var _ = process.onExit().thenRun(this::again);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "If this hub is killed, its containers stay until the next start: {0}",
          e.getMessage());
    }
  }

  /** Somebody ended it, and not this hub. */
  private void again() {
    CompletableFuture.delayedExecutor(PAUSE.toSeconds(), TimeUnit.SECONDS).execute(this::run);
  }

  /** Nothing is left to clear up. */
  @Override
  public synchronized void close() {
    closed = true;
    Process running = process;
    if (running != null) {
      try (var word = running.getOutputStream()) {
        word.write(Reaper.ORDERLY);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "the reaper is gone", e);
      }
    }
  }
}
