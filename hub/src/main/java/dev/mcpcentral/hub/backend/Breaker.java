package dev.mcpcentral.hub.backend;

import java.time.Duration;

/**
 * Keeps a server that cannot be started from being started by every call: pauses grow from 1 s to
 * 60 s.
 */
final class Breaker {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private int failures;
  private long closedUntil;
  private String reason = "";

  synchronized void check() throws PeerException {
    long left = closedUntil - System.nanoTime();
    if (failures > 0 && left > 0) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT,
          reason + "; tried again in " + Math.max(1, Duration.ofNanos(left).toSeconds()) + " s");
    }
  }

  synchronized void failed(String why) {
    long pause = Math.min(FIRST.toNanos() << Math.min(failures, 6), LONGEST.toNanos());
    failures++;
    reason = why;
    closedUntil = System.nanoTime() + pause;
  }

  synchronized void succeeded() {
    failures = 0;
  }
}
