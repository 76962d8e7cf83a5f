package dev.mcpcentral.hub.backend;

import java.time.Duration;

/**
 * How fast a server's notifications are read. One that sends them without end is made to wait, so
 * that it costs the other servers nothing. For one thread.
 */
final class Pace {
  /** Far more than any server has to say; so many may come at once. */
  static final int BURST = 5_000;

  static final int PER_SECOND = 1_000;
  private static final long EACH_NANOS = Duration.ofSeconds(1).toNanos() / PER_SECOND;
  private static final Duration LEAST_SLEEP = Duration.ofMillis(20);

  /** When everything that was read so far would have been read at the steady pace. */
  private long ahead = System.nanoTime();

  /** After each notification; waits when there were too many. */
  void step() throws InterruptedException {
    long now = System.nanoTime();
    ahead = Math.max(ahead + EACH_NANOS, now);
    long early = ahead - now - BURST * EACH_NANOS;
    if (early > LEAST_SLEEP.toNanos()) {
      Thread.sleep(Duration.ofNanos(early));
    }
  }
}
