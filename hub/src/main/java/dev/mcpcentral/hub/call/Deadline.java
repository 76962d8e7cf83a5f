package dev.mcpcentral.hub.call;

import java.time.Duration;

/**
 * The moment by which something must have ended, on {@link System#nanoTime}'s clock. It moves when
 * a person is asked in between: people take longer than servers may.
 */
public final class Deadline {
  private volatile long nanoTime;
  private volatile Runnable moved = () -> {};

  public Deadline(long nanoTime) {
    this.nanoTime = nanoTime;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  public long nanoTime() {
    return nanoTime;
  }

  /** Nanoseconds left; zero or negative when it has passed. */
  public long remainingNanos() {
    return nanoTime - System.nanoTime();
  }

  public boolean passed() {
    return remainingNanos() <= 0;
  }

  /** Makes it {@code time} from now, whether that is earlier or later. */
  public void move(Duration time) {
    nanoTime = System.nanoTime() + time.toNanos();
    moved.run();
  }

  /** Runs {@code action} after each move, in place of the action before. */
  public void onMove(Runnable action) {
    moved = action;
  }
}
