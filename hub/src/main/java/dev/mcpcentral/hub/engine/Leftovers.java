package dev.mcpcentral.hub.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Containers that could not be removed when their time had come, because the engine was away, hung
 * or had no room. They are tried again until they are gone.
 */
final class Leftovers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final DockerApi api;

  /** By id, or by name where the engine may have made one without saying so. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private @Nullable Thread tidying;
  private boolean closed;

  Leftovers(DockerApi api) {
    this.api = api;
  }

  /** Removes a container now, or later. */
  void discard(String idOrName) {
    try {
      api.remove(idOrName);
    } catch (EngineException e) {
      LOG.log(System.Logger.Level.WARNING, "container {0} stays: {1}", idOrName, e.getMessage());
      add(idOrName);
    }
  }

  /** One that somebody has tried to remove already. */
  synchronized void add(String idOrName) {
    known.add(idOrName);
    if (!closed && tidying == null) {
      tidying = Thread.ofVirtual().name("leftovers").start(this::tidy);
    }
  }

  private void tidy() {
    try {
      while (!done()) {
        Thread.sleep(PAUSE);
        known.removeIf(this::removed);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Decided together with {@link #add}, so that none is added to a thread that is ending. */
  private synchronized boolean done() {
    boolean done = closed || known.isEmpty();
    if (done) {
      tidying = null;
    }
    return done;
  }

  private boolean removed(String idOrName) {
    try {
      api.remove(idOrName);
      return true;
    } catch (EngineException e) {
      LOG.log(System.Logger.Level.DEBUG, "container {0} still stays", idOrName, e);
      return false;
    }
  }

  /** What is left then is swept by the next hub. */
  @Override
  public synchronized void close() {
    closed = true;
    Thread busy = tidying;
    if (busy != null) {
      busy.interrupt();
    }
  }
}
