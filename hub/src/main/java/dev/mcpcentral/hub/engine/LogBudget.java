package dev.mcpcentral.hub.engine;

/**
 * How much one server may log: a burst as large as a whole file, then a steady rate. It bounds what
 * a flood costs whoever reads the server's output. Not thread-safe.
 */
final class LogBudget {
  static final long BURST_BYTES = 1 << 20;
  static final long BYTES_PER_SECOND = 64 << 10;

  /** What a line costs besides its text: a flood of empty lines is a flood too. */
  private static final int LINE_BYTES = 64;

  private long left = BURST_BYTES;
  private long filledAtMillis;
  private long refused;

  LogBudget(long nowMillis) {
    this.filledAtMillis = nowMillis;
  }

  boolean allows(int chars, long nowMillis) {
    refill(nowMillis);
    long cost = (long) chars + LINE_BYTES;
    if (cost > left) {
      refused++;
      return false;
    }
    left -= cost;
    return true;
  }

  /** How many lines were refused since this was asked last. */
  long takeRefused() {
    long count = refused;
    refused = 0;
    return count;
  }

  private void refill(long nowMillis) {
    long elapsed = Math.max(0, nowMillis - filledAtMillis);
    long gained = Math.min(BURST_BYTES, elapsed * BYTES_PER_SECOND / 1000);
    if (gained > 0) {
      left = Math.min(BURST_BYTES, left + gained);
      filledAtMillis = nowMillis;
    }
  }
}
