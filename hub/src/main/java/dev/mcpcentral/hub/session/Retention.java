package dev.mcpcentral.hub.session;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How much all logs together keep for clients that may come back (threat T13), and the clock. */
final class Retention {
  private final long maxBytes;
  private final LongSupplier nanoTime;
  private final AtomicLong bytes = new AtomicLong();

  /** {@code nanoTime} counts like {@link System#nanoTime}. */
  Retention(long maxBytes, LongSupplier nanoTime) {
    this.maxBytes = maxBytes;
    this.nanoTime = nanoTime;
  }

  void add(int more) {
    bytes.addAndGet(more);
  }

  boolean exhausted() {
    return bytes.get() >= maxBytes;
  }

  long bytes() {
    return bytes.get();
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }
}
