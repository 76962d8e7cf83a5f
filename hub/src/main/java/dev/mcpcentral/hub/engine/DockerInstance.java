package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A running container and the connection to its standard streams. */
final class DockerInstance implements Instance {
  private static final System.Logger LOG = System.getLogger(DockerInstance.class.getName());

  /** How long a server may take to notice that its input has ended. */
  private static final Duration END_OF_INPUT = Duration.ofMillis(500);

  /** How long the engine may take to report the end of a container that it has removed. */
  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final String id;
  private final Wire wire;
  private final DockerConnection connection;
  private final DockerApi api;
  private final Consumer<DockerInstance> onGone;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private final ReentrantLock turns = new ReentrantLock();
  private boolean paused;
  private boolean goneTold;
  private volatile boolean removed;

  DockerInstance(
      String id,
      Wire wire,
      DockerConnection connection,
      DockerApi api,
      Consumer<DockerInstance> onGone) {
    this.id = id;
    this.wire = wire;
    this.connection = connection;
    this.api = api;
    this.onGone = onGone;
  }

  /** From now on the end of the container is noticed, and what it leaves is removed. */
  void watch(ExitWatch exitWatch) {
    Thread.ofVirtual()
        .name("exit-" + id)
        .start(() -> {
          exit.complete(exitWatch.await());
          remove();
        });
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

  /** Whether the engine has confirmed that the container is gone. */
  boolean removed() {
    return removed;
  }

  @Override
  public boolean pause() {
    turns.lock();
    try {
      if (!paused) {
        api.run("pause container " + id, docker -> docker.pauseContainerCmd(id).exec());
        paused = true;
      }
      return true;
    } finally {
      turns.unlock();
    }
  }

  @Override
  public void resume() {
    turns.lock();
    try {
      if (paused) {
        api.run("unpause container " + id, docker -> docker.unpauseContainerCmd(id).exec());
        paused = false;
      }
    } finally {
      turns.unlock();
    }
  }

  @Override
  public void stop(Duration grace) {
    try {
      if (!removed) {
        askToEnd(grace);
      }
    } finally {
      remove();
      closeConnection();
      if (!ended(LAST_WORD)) {
        exit.complete(new Exit(ExitWatch.UNKNOWN, "stopped; the Docker engine did not say how"));
      }
    }
  }

  private void askToEnd(Duration grace) {
    Duration first = grace.compareTo(END_OF_INPUT) < 0 ? grace : END_OF_INPUT;
    try {
      resume(); // or it could not notice that it is asked to end
      if (wire instanceof Wire.Stdio) {
        connection.endOutput();
        if (ended(first)) {
          return;
        }
      }
      // First: while output waits that nobody reads, an engine answers nothing about a container.
      closeConnection();
      api.run(
          "stop container " + id,
          docker -> docker.killContainerCmd(id).withSignal("SIGTERM").exec());
      ended(grace.minus(first));
    } catch (IOException | EngineException e) {
      // It ended in between, or the engine is gone: removal, which follows, settles both.
      LOG.log(System.Logger.Level.DEBUG, "asking container " + id + " to end", e);
    }
  }

  private boolean ended(Duration within) {
    try {
      exit.get(Math.max(0, within.toMillis()), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit is never a failure", e);
    }
  }

  private synchronized void remove() {
    if (!removed) {
      try {
        api.remove(id);
        removed = true;
      } catch (EngineException e) {
        LOG.log(System.Logger.Level.WARNING, "container {0} stays: {1}", id, e.getMessage());
      }
    }
    if (!goneTold) {
      goneTold = true;
      onGone.accept(this);
    }
  }

  private void closeConnection() {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing the connection to container " + id, e);
    }
  }
}
