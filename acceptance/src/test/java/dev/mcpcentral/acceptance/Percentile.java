package dev.mcpcentral.acceptance;

import java.util.List;

/** Measured times in nanoseconds, and what most of them stay below. */
record Percentile(List<Long> nanos) {
  Percentile {
    nanos = nanos.stream().sorted().toList();
  }

  /** {@code share} from 0 to 1; in milliseconds. */
  double millis(double share) {
    int index = (int) Math.ceil(share * nanos.size()) - 1;
    return nanos.get(Math.max(0, index)) / 1e6;
  }

  @Override
  public String toString() {
    return "p50 %.1f ms, p99 %.1f ms, most %.1f ms".formatted(millis(0.5), millis(0.99), millis(1));
  }
}
