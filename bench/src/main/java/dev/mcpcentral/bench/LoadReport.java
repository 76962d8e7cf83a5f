package dev.mcpcentral.bench;

import java.util.List;
import java.util.Map;

/**
 * What the generator found in its window.
 *
 * @param calls correct replies
 * @param seconds length of the window
 * @param callsPerSecond correct replies per second
 * @param p50Micros median latency, from when a request was due (open loop) or sent (closed loop)
 * @param reconnects connections the target closed without breaking a request
 * @param errors by kind, during warm-up too
 */
record LoadReport(
    long calls,
    double seconds,
    double callsPerSecond,
    double p50Micros,
    double p90Micros,
    double p99Micros,
    double p999Micros,
    double maxMicros,
    double meanMicros,
    long reconnects,
    Map<String, Long> errors) {

  LoadReport {
    errors = Map.copyOf(errors);
  }

  static LoadReport of(List<LoadLoop> loops) {
    Tally sum = new Tally();
    double seconds = 0;
    for (LoadLoop loop : loops) {
      sum.add(loop.tally());
      seconds = Math.max(seconds, loop.measuredSeconds());
    }
    return new LoadReport(
        sum.calls(),
        Figures.round(seconds, 3),
        Figures.round(sum.calls() / seconds, 1),
        Figures.round(sum.micros(50), 1),
        Figures.round(sum.micros(90), 1),
        Figures.round(sum.micros(99), 1),
        Figures.round(sum.micros(99.9), 1),
        Figures.round(sum.micros(100), 1),
        Figures.round(sum.meanMicros(), 1),
        sum.reconnects(),
        sum.errors());
  }

  long errorCount() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }
}
