package dev.mcpcentral.hub.backend;

import java.time.Duration;

/**
 * How long to wait before a server that died is started again although nobody has asked: not at all
 * the first time, then longer and longer for one that does not live long. Used by one thread at a
 * time.
 */
final class Revival {
  /** Who lived for so long is not in a circle of starts and deaths. */
  static final Duration STEADY = Duration.ofSeconds(10);

  private static final Duration FIRST = Duration.ofMillis(200);

  private final Duration longest;
  private int shortLives;

  Revival(Duration longest) {
    this.longest = longest;
  }

  /** The pause after a life of {@code lived}. */
  synchronized Duration after(Duration lived) {
    if (lived.compareTo(STEADY) >= 0) {
      shortLives = 0;
    }
    int before = shortLives++;
    long nanos = before == 0 ? 0 : FIRST.toNanos() << Math.min(before - 1, 10);
    return Duration.ofNanos(Math.min(nanos, longest.toNanos()));
  }
}
