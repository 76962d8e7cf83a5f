package dev.mcpcentral.hub.engine;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A conversation with a container of somebody else's: its end leaves the container as it is. */
final class ForeignInstance implements Instance {
  private static final System.Logger LOG = System.getLogger(ForeignInstance.class.getName());

  private static final Duration LAST_WORD = Duration.ofMillis(100);

  private final String id;
  private final Wire wire;
  private final Optional<DockerConnection> connection;
  private final ExitWatch exitWatch;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();

  ForeignInstance(
      String id, Wire wire, Optional<DockerConnection> connection, ExitWatch exitWatch) {
    this.id = id;
    this.wire = wire;
    this.connection = connection;
    this.exitWatch = exitWatch;
  }

  /** From now on the end of the container is noticed. */
  ForeignInstance watched() {
    Thread.ofVirtual().name("exit-" + id).start(() -> exit.complete(exitWatch.await()));
    return this;
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
  public void stop(Duration grace) {
    connection.ifPresent(ForeignInstance::close);
    awaitLastWord();
    exit.complete(new Exit(ExitWatch.UNKNOWN, "the hub let go of it"));
    close(exitWatch);
  }

  /** When it is the container that ended, the engine is about to tell how. */
  private void awaitLastWord() {
    try {
      exit.get(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // It runs on.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Closeable open) {
    try {
      open.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a connection to the engine", e);
    }
  }
}
