package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Instance;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An instance that a launcher runs for this hub, as long as the hub holds on to it. */
final class LauncherInstance implements Instance {
  private static final System.Logger LOG = System.getLogger(LauncherInstance.class.getName());
  private static final int UNKNOWN = -1;
  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final LauncherClient launcher;
  private final String handle;
  private final String id;
  private final Wire wire;
  private final Conversation held;
  private final Runnable onGone;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();

  /**
   * Begins to wait for its end.
   *
   * @param held the connection by which it is this hub's
   */
  LauncherInstance(
      LauncherClient launcher,
      Answer.Started started,
      Wire wire,
      Conversation held,
      Runnable onGone) {
    this.launcher = launcher;
    this.handle = started.handle();
    this.id = started.id();
    this.wire = wire;
    this.held = held;
    this.onGone = onGone;
    Thread.ofVirtual().name("exit-" + id).start(this::awaitEnd);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public CompletionStage<Exit> exit() {
    return exit.minimalCompletionStage();
  }

  @Override
  public boolean pause() {
    return launcher.ask(new Verb.Pause(handle), Answer.Truth.class).holds();
  }

  @Override
  public void resume() {
    launcher.ask(new Verb.Unpause(handle), Answer.Done.class);
  }

  @Override
  public void stop(Duration grace) {
    try {
      if (!exit.isDone()) {
        launcher.ask(
            new Verb.Stop(handle, grace),
            Answer.Done.class,
            grace.plus(LauncherClient.PATIENCE),
            _ -> {});
      }
    } catch (EngineException e) {
      // It has ended already, or the launcher is gone: then it stops what nobody holds.
      LOG.log(System.Logger.Level.DEBUG, "stopping instance " + id, e);
    } finally {
      awaitLastWord();
      exit.complete(new Exit(UNKNOWN, "stopped; the launcher did not say how"));
      letGo();
    }
  }

  private void awaitEnd() {
    try {
      String line = held.line();
      exit.complete(
          line == null ? new Exit(UNKNOWN, "the launcher went away") : ended(Reply.read(line)));
    } catch (IOException e) {
      exit.complete(new Exit(UNKNOWN, "the launcher went away: " + e.getMessage()));
    } finally {
      Splice.close(held);
      onGone.run();
    }
  }

  private static Exit ended(Reply reply) throws IOException {
    if (reply.ok().isEmpty()) {
      return new Exit(UNKNOWN, reply.error().orElse("the launcher did not say how"));
    }
    Answer.Ended ended = LauncherClient.read(Answer.Ended.class, reply.ok().get());
    return new Exit(ended.code(), ended.detail());
  }

  private void awaitLastWord() {
    try {
      exit.get(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // Then it stays unsaid.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void letGo() {
    Splice.close(held);
    if (wire instanceof Wire.Stdio stdio) {
      Splice.close(stdio.stdout());
    }
  }
}
