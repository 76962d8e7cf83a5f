package dev.mcpcentral.hub.backend;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;

/** Looks after a server's instances whenever one of them may be due, and only then. */
final class Caretaker implements AutoCloseable {
  /** Later than anything happens; small enough to be added to a time. */
  static final long FAR = TimeUnit.DAYS.toNanos(365);

  /** While there is something whose end nobody announces. */
  static final long SOMETIMES = TimeUnit.SECONDS.toNanos(30);

  /** While somebody waits. */
  static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(5);

  private final LongUnaryOperator look;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread thread = Thread.ofVirtual().name("instance pool").unstarted(this::run);
  private volatile boolean closed;

  /** {@code look} gets the time and answers after how many nanoseconds it wants to be called. */
  Caretaker(LongUnaryOperator look) {
    this.look = look;
  }

  /** Looks at once. */
  void look() {
    if (begun.compareAndSet(false, true)) {
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      long pause = look.applyAsLong(System.nanoTime());
      LockSupport.parkNanos(this, Math.max(pause, LEAST));
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
