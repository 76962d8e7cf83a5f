package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Starts one instance after the other, each in a place of the pool; takes a spare one first. */
final class PlacedConnector implements Connector {
  private final Connector template;
  private final Places places;
  private final String owner;
  private volatile @Nullable Connector current;
  private final Set<Thread> cleaners = ConcurrentHashMap.newKeySet();
  private @Nullable Warm warm;
  private boolean placed;

  /** {@code owner} is who waits when all places are taken. */
  PlacedConnector(Connector template, Places places, String owner) {
    this.template = template;
    this.places = places;
    this.owner = owner;
  }

  @Override
  public void admit(Deadline deadline) throws PeerException {
    if (isAlive()) {
      return;
    }
    vacateSoon();
    Warm spare = places.take(owner, deadline).orElse(null);
    synchronized (this) {
      placed = true;
      warm = spare;
    }
  }

  @Override
  public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
    Connector now = current;
    if (now != null && now.isAlive()) {
      return now.connect(events, deadline); // only the session was lost
    }
    Warm spare = takeSpare();
    if (spare != null && !spare.isGone()) {
      current = spare.connector();
      return spare.peer();
    }
    boolean connected = false;
    Connector fresh = template.another();
    current = fresh;
    try {
      Peer peer = fresh.connect(events, deadline);
      connected = true;
      return peer;
    } finally {
      if (!connected) {
        vacated().run();
      }
    }
  }

  private synchronized @Nullable Warm takeSpare() {
    Warm spare = warm;
    warm = null;
    return spare;
  }

  @Override
  public void lost() {
    if (!isAlive()) {
      vacateSoon();
    }
  }

  /** The next instance need not wait until the last one has been cleared away. */
  private void vacateSoon() {
    Runnable clearing = vacated();
    Thread cleaner = Thread.ofVirtual().name("clearing an instance away").start(clearing);
    cleaners.add(cleaner);
    cleaners.removeIf(one -> !one.isAlive());
  }

  /** Forgets the instance; what is returned stops it, then gives its place back. */
  private synchronized Runnable vacated() {
    Connector last = current;
    Warm unused = warm;
    boolean wasPlaced = placed;
    current = null;
    warm = null;
    placed = false;
    return () -> {
      if (unused != null) {
        unused.close();
      }
      if (last != null) {
        last.close();
      }
      if (wasPlaced) {
        places.giveBack();
      }
    };
  }

  @Override
  public boolean isAlive() {
    Connector now = current;
    return now != null && now.isAlive();
  }

  @Override
  public boolean pause() {
    Connector now = current;
    return now != null && now.pause();
  }

  @Override
  public void resume() {
    Connector now = current;
    if (now != null) {
      now.resume();
    }
  }

  @Override
  public Duration longestPause() {
    return template.longestPause();
  }

  @Override
  public void close() {
    vacated().run();
    try {
      for (Thread cleaner : cleaners) {
        cleaner.join();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
