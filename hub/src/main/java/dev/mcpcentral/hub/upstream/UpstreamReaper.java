package dev.mcpcentral.hub.upstream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections whose time is over, for all servers of a hub: one look over all of them every
 * 50 ms costs far less than a timer for every read.
 */
final class UpstreamReaper implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  /** Something with a moment at which it is over. */
  interface Mortal {
    /** Ends it if {@code now}, by {@link System#nanoTime}, is past its moment. Quick. */
    void expire(long now);
  }

  private final Set<Mortal> watched = ConcurrentHashMap.newKeySet();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("upstream-reaper").unstarted(this::run);

  /** Starts its thread, a daemon of the platform's: it must run when all carriers are busy. */
  UpstreamReaper() {
    thread.start();
  }

  void watch(Mortal mortal) {
    watched.add(mortal);
  }

  void forget(Mortal mortal) {
    watched.remove(mortal);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(INTERVAL);
        long now = System.nanoTime();
        watched.forEach(mortal -> mortal.expire(now));
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
