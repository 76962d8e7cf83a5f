package dev.mcpcentral.hub.call;

import java.time.Duration;

/** The moment by which something must have ended, on {@link System#nanoTime}'s clock. */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Nanoseconds left; zero or negative when it has passed. */
  public long remainingNanos() {
    return nanoTime - System.nanoTime();
  }

  public boolean passed() {
    return remainingNanos() <= 0;
  }
}
