package dev.mcpcentral.hub.call;

import java.time.Duration;

/**
 * The moment by which something must have ended, on {@link System#nanoTime}'s clock. It moves when
 * a person is asked in between: people take longer than servers may.
 */
public final class Deadline {
  private final long renewal;
  private final long last;
  private volatile long nanoTime;
  private volatile Runnable moved = () -> {};

  public Deadline(long nanoTime) {
    this(nanoTime, 0, nanoTime);
  }

  private Deadline(long nanoTime, long renewal, long last) {
    this.nanoTime = nanoTime;
    this.renewal = renewal;
    this.last = last;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * {@code time} from now, and again from each {@link #renew}, but not later than {@code most} from
   * now.
   */
  public static Deadline renewable(Duration time, Duration most) {
    long now = System.nanoTime();
    return new Deadline(now + time.toNanos(), time.toNanos(), now + most.toNanos());
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

  /** The other side has shown that it works on it; never makes the deadline earlier. */
  public void renew() {
    if (renewal == 0) {
      return;
    }
    long wish = System.nanoTime() + renewal;
    long renewed = wish - last < 0 ? wish : last;
    if (renewed - nanoTime > 0) {
      nanoTime = renewed;
      moved.run();
    }
  }

  /** Runs {@code action} after each move, in place of the action before. */
  public void onMove(Runnable action) {
    moved = action;
  }
}
