package dev.mcpcentral.hub.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * How many instances a server may have, and what becomes of idle ones.
 *
 * @param max instances at once, 1 to 256; who comes later waits
 * @param spare instances that are kept started for whoever comes next, 0 to {@code max}
 * @param pauseAfter how long an instance is idle before it is paused, 1 s at least; empty for never
 * @param stopAfter how long before it is stopped, longer than that; empty for never
 */
public record Pool(
    int max, int spare, Optional<Duration> pauseAfter, Optional<Duration> stopAfter) {
  private static final int MOST = 256;
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Of a server whose operator declared nothing. */
  public static final Pool DEFAULT =
      new Pool(32, 0, Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ofMinutes(30)));

  /** Refuses what is out of bounds with {@link IllegalArgumentException}. */
  public Pool {
    if (max < 1 || max > MOST) {
      throw new InvalidSpecException("max", "max must be between 1 and " + MOST);
    }
    if (spare < 0 || spare > max) {
      throw new InvalidSpecException("spare", "spare must be between 0 and max");
    }
    if (pauseAfter.isPresent() && pauseAfter.get().compareTo(LEAST) < 0) {
      throw new InvalidSpecException("pause", "pause must be 1s or more, or never");
    }
    if (stopAfter.isPresent() && stopAfter.get().compareTo(pauseAfter.orElse(LEAST)) < 0) {
      throw new InvalidSpecException(
          "stop", "stop must be 1s or more and not before pause, or never");
    }
  }
}
