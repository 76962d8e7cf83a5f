package dev.mcpcentral.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * A finished comparison, as it is written to a file.
 *
 * @param loop {@code closed}, or {@code open at R/s}
 * @param disk medians of the probes of all rounds
 * @param summary level, such as {@code c64}, to target to medians
 * @param requirements what the project demands of these figures, where this run has them
 */
record ComparisonResult(
    String name,
    String recorded,
    Machine machine,
    String loop,
    int rounds,
    double seconds,
    int textBytes,
    DiskProbe disk,
    Map<String, Map<String, Summary>> summary,
    List<Requirement> requirements,
    List<Sample> samples) {

  /**
   * Medians of one target at one level; ratios and differences are taken within a round first.
   *
   * @param throughputOfNginx calls per second, as a multiple of nginx's
   * @param cpuOfNginx CPU per call, as a multiple of nginx's
   * @param p50AddedMicros median latency above that of calling the upstream directly
   */
  record Summary(
      double callsPerSecond,
      double p50Micros,
      double p99Micros,
      double cpuMicrosPerCall,
      double residentMb,
      double throughputOfNginx,
      double cpuOfNginx,
      double p50AddedMicros,
      double foreignCores,
      long errors) {

    /**
     * Whether calls were answered, and all of them rightly: else its other figures mean nothing.
     */
    boolean isSound() {
      return callsPerSecond > 0 && errors == 0;
    }
  }

  static ComparisonResult of(
      ComparisonPlan plan,
      String recorded,
      Machine machine,
      List<DiskProbe> probes,
      List<Sample> samples) {
    DiskProbe disk = median(probes);
    Map<String, Map<String, Summary>> summary = summarize(samples);
    return new ComparisonResult(
        plan.name(),
        recorded,
        machine,
        plan.rate() > 0 ? "open at " + plan.rate() + "/s" : "closed",
        plan.rounds(),
        plan.measured().toMillis() / 1e3,
        plan.textBytes(),
        disk,
        summary,
        Requirement.of(summary, disk),
        List.copyOf(samples));
  }

  private static DiskProbe median(List<DiskProbe> probes) {
    return new DiskProbe(
        probes.stream().mapToInt(DiskProbe::appends).sum(),
        Figures.median(probes.stream().map(DiskProbe::p50Micros).toList()),
        Figures.median(probes.stream().map(DiskProbe::p99Micros).toList()));
  }

  private static Map<String, Map<String, Summary>> summarize(List<Sample> samples) {
    Map<String, Map<String, List<Sample>>> groups = new LinkedHashMap<>();
    for (Sample sample : samples) {
      groups
          .computeIfAbsent(sample.level(), level -> new LinkedHashMap<>())
          .computeIfAbsent(sample.target(), target -> new ArrayList<>())
          .add(sample);
    }
    Map<String, Map<String, Summary>> summary = new LinkedHashMap<>();
    groups.forEach((level, targets) -> {
      Map<String, Summary> row = new LinkedHashMap<>();
      targets.forEach((target, group) -> row.put(target, summary(group, targets)));
      summary.put(level, row);
    });
    return summary;
  }

  private static Summary summary(List<Sample> group, Map<String, List<Sample>> targets) {
    List<Sample> nginx = Objects.requireNonNull(targets.get(Target.NGINX));
    List<Sample> direct = Objects.requireNonNull(targets.get(Target.DIRECT));
    return new Summary(
        median(group, sample -> sample.load().callsPerSecond(), 0),
        median(group, sample -> sample.load().p50Micros(), 1),
        median(group, sample -> sample.load().p99Micros(), 1),
        median(group, Sample::cpuMicrosPerCall, 2),
        median(group, Sample::residentMb, 1),
        median(
            group,
            sample -> sample.load().callsPerSecond() / same(nginx, sample).load().callsPerSecond(),
            3),
        median(
            group, sample -> sample.cpuMicrosPerCall() / same(nginx, sample).cpuMicrosPerCall(), 2),
        median(
            group,
            sample -> sample.load().p50Micros() - same(direct, sample).load().p50Micros(),
            1),
        group.stream().mapToDouble(Sample::foreignCores).max().orElse(0),
        group.stream().mapToLong(sample -> sample.load().errorCount()).sum());
  }

  private static Sample same(List<Sample> others, Sample sample) {
    return others.stream()
        .filter(other -> other.round() == sample.round())
        .findFirst()
        .orElseThrow();
  }

  private static double median(List<Sample> group, ToDoubleFunction<Sample> figure, int decimals) {
    return Figures.round(
        Figures.median(group.stream().map(figure::applyAsDouble).toList()), decimals);
  }
}
