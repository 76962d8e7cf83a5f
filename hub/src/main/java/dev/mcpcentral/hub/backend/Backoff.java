package dev.mcpcentral.hub.backend;

import java.time.Duration;

/**
 * The pauses between attempts to open a stream again: 100 ms at first, twice as long each time.
 * Used by one thread.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(100);

  /** A server that comes back is noticed within 2 s; asking a closed port costs next to nothing. */
  static final Duration LONGEST_UNREACHABLE = Duration.ofSeconds(1);

  /** For a server that answers, but not as it should. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Streams that end sooner after their beginning do not count as a success. */
  private static final Duration STEADY = Duration.ofSeconds(10);

  private int failures;
  private long openedAt;

  void opened() {
    openedAt = System.nanoTime() | 1;
  }

  /**
   * Waits {@link #FIRST}: a server that is just being started needs a moment.
   *
   * @throws PeerException of kind {@code CANCELLED} when interrupted
   */
  static void aMoment() throws PeerException {
    try {
      Thread.sleep(FIRST);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PeerException(PeerException.Kind.CANCELLED, "interrupted");
    }
  }

  /** Waits before the next attempt; {@code atLeast} is what the server asked for. */
  void pause(boolean unreachable, Duration atLeast) throws InterruptedException {
    if (openedAt != 0 && System.nanoTime() - openedAt > STEADY.toNanos()) {
      failures = 0;
    }
    openedAt = 0;
    Duration longest = unreachable ? LONGEST_UNREACHABLE : LONGEST;
    long nanos = Math.min(FIRST.toNanos() << Math.min(failures++, 10), longest.toNanos());
    Thread.sleep(Duration.ofNanos(Math.max(nanos, atLeast.toNanos())));
  }
}
