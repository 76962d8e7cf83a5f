package dev.mcpcentral.bench;

import dev.mcpcentral.bench.ComparisonResult.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure that the project demands.
 *
 * @param bound {@code at least} or {@code at most}
 */
record Requirement(String what, double value, String bound, double limit, boolean met) {
  private static final double ADDED_MICROS = 150;

  static Requirement atLeast(String what, double value, double limit) {
    return new Requirement(what, value, "at least", limit, value >= limit);
  }

  static Requirement atMost(String what, double value, double limit) {
    return new Requirement(what, value, "at most", limit, value <= limit);
  }

  /** Not met, whatever the value, when the calls behind it went wrong. */
  Requirement basedOn(Summary summary) {
    return summary.isSound() ? this : new Requirement(what, value, bound, limit, false);
  }

  /** Those that this run has figures for. */
  static List<Requirement> of(Map<String, Map<String, Summary>> summary, DiskProbe disk) {
    List<Requirement> all = new ArrayList<>();
    Summary direct = find(summary, "c64", Target.DIRECT);
    if (direct != null) {
      all.add(
          atLeast("upstream alone, throughput of nginx, c64", direct.throughputOfNginx(), 1.5)
              .basedOn(direct));
    }
    Summary async = find(summary, "c64", "hub-async");
    if (async != null) {
      all.add(
          atLeast("async audit, throughput of nginx, c64", async.throughputOfNginx(), 0.40)
              .basedOn(async));
    }
    Summary durable = find(summary, "c256", "hub-durable");
    if (durable != null) {
      all.add(
          atLeast("durable audit, throughput of nginx, c256", durable.throughputOfNginx(), 0.35)
              .basedOn(durable));
    }
    Summary asyncAlone = find(summary, "c1", "hub-async");
    if (asyncAlone != null) {
      all.add(
          atMost("async audit, p50 added in µs, c1", asyncAlone.p50AddedMicros(), ADDED_MICROS)
              .basedOn(asyncAlone));
    }
    Summary durableAlone = find(summary, "c1", "hub-durable");
    if (durableAlone != null) {
      double limit = Figures.round(2.2 * disk.p50Micros() + ADDED_MICROS, 1);
      all.add(
          atMost("durable audit, p50 added in µs, c1", durableAlone.p50AddedMicros(), limit)
              .basedOn(durableAlone));
    }
    return all;
  }

  private static @Nullable Summary find(
      Map<String, Map<String, Summary>> summary, String level, String target) {
    return summary.getOrDefault(level, Map.of()).get(target);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-8s %-45s %10.3f  (%s %.3f)",
        met ? "met" : "NOT MET",
        what,
        value,
        bound,
        limit);
  }
}
