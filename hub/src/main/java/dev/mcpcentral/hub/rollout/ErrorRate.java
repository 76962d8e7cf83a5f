package dev.mcpcentral.hub.rollout;

import java.util.concurrent.atomic.AtomicLong;

/** How many of the last 63 calls went wrong. Safe for concurrent use, without a lock. */
final class ErrorRate {
  /** How far the rate may rise before a new version counts as bad. */
  private static final double STEP = 0.25;

  private static final int LEAST_CALLS = 5;
  private static final int LEAST_ERRORS = 3;

  /** One bit for each call, the newest lowest; above the oldest stands a one. */
  private final AtomicLong calls = new AtomicLong(1);

  void count(boolean failed) {
    calls.getAndUpdate(before -> {
      long room = before < 0 ? (before & Long.MAX_VALUE) | (1L << 62) : before;
      return (room << 1) | (failed ? 1 : 0);
    });
  }

  int counted() {
    return 63 - Long.numberOfLeadingZeros(calls.get());
  }

  private int errors() {
    return Long.bitCount(calls.get()) - 1;
  }

  double rate() {
    int counted = counted();
    return counted == 0 ? 0 : (double) errors() / counted;
  }

  /** Whether it has become worse by a step, beyond what single errors explain. */
  boolean isStepAbove(double before) {
    return counted() >= LEAST_CALLS && errors() >= LEAST_ERRORS && rate() >= before + STEP;
  }
}
