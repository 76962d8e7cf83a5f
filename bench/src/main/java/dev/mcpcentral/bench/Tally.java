package dev.mcpcentral.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one event loop counted. Not for several threads: each loop has its own, and they are added
 * at the end.
 */
final class Tally {
  private static final long HIGHEST_NANOS = 600_000_000_000L;

  private final Histogram nanos = new Histogram(1, HIGHEST_NANOS, 3);
  private final Map<Verdict, Long> errors = new EnumMap<>(Verdict.class);
  private long calls;
  private long reconnects;

  void succeeded(long latencyNanos) {
    calls++;
    waited(latencyNanos);
  }

  void failed(Verdict verdict) {
    errors.merge(verdict, 1L, Long::sum);
  }

  /**
   * Keeps a latency without counting a success: of a request that was given up, so that it stays in
   * the percentiles.
   */
  void waited(long latencyNanos) {
    nanos.recordValue(Math.clamp(latencyNanos, 1, HIGHEST_NANOS));
  }

  void reconnected() {
    reconnects++;
  }

  void add(Tally other) {
    nanos.add(other.nanos);
    calls += other.calls;
    other.errors.forEach((verdict, count) -> errors.merge(verdict, count, Long::sum));
    reconnects += other.reconnects;
  }

  long calls() {
    return calls;
  }

  /** Connections that the target closed between two requests, or after a reply. */
  long reconnects() {
    return reconnects;
  }

  double micros(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e3;
  }

  double meanMicros() {
    return nanos.getMean() / 1e3;
  }

  /** Errors by kind; kinds that did not occur are left out. */
  Map<String, Long> errors() {
    Map<String, Long> byName = new TreeMap<>();
    errors.forEach((verdict, count) -> byName.put(verdict.counter(), count));
    return byName;
  }
}
