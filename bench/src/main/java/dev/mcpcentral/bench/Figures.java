package dev.mcpcentral.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Arithmetic on measured values: rounded for a file that people compare, and the median of several
 * rounds.
 */
final class Figures {
  private Figures() {}

  static double round(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return 0;
    }
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
  }

  /** The middle value, or the mean of the two in the middle; 0 of none. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    if (size == 0) {
      return 0;
    }
    double upper = sorted.get(size / 2);
    return size % 2 == 1 ? upper : (upper + sorted.get(size / 2 - 1)) / 2;
  }

  /** The smallest value that at least {@code percent} of all do not exceed; 0 of none. */
  static double percentile(List<Double> values, double percent) {
    List<Double> sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
  }
}
