package dev.mcpcentral.hub.backend;

import java.time.Duration;

/**
 * Keeps a server that cannot be started from being started by every call: pauses grow from 100 ms,
 * since most troubles are restarts, to the longest.
 */
final class Breaker {
  private static final Duration FIRST = Duration.ofMillis(100);

  private final Duration longest;
  private int failures;
  private long closedUntil;
  private String reason = "";

  Breaker(Duration longest) {
    this.longest = longest;
  }

  synchronized void check() throws PeerException {
    long left = closedUntil - System.nanoTime();
    if (failures > 0 && left > 0) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT,
          reason + "; tried again in " + Math.max(1, Duration.ofNanos(left).toSeconds()) + " s");
    }
  }

  /** How long until the next attempt is allowed. */
  synchronized Duration pause() {
    return failures == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, closedUntil - System.nanoTime()));
  }

  synchronized void failed(String why) {
    long pause = Math.min(FIRST.toNanos() << Math.min(failures, 10), longest.toNanos());
    failures++;
    reason = why;
    closedUntil = System.nanoTime() + pause;
  }

  synchronized void succeeded() {
    failures = 0;
  }
}
