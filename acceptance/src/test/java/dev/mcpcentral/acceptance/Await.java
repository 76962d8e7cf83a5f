package dev.mcpcentral.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waiting for something that another process does. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  static void until(Duration limit, Supplier<String> expectation, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + limit + ": " + expectation.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
