package dev.mcpcentral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.bench.ComparisonResult.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonResultTest {
  private static final Machine MACHINE = new Machine("cpu", 2, 1, "kernel", "jdk", "ext4", 0);

  private static Sample sample(
      int round, int connections, String target, double rate, double p50, double cpu) {
    LoadReport load = new LoadReport(10, 1, rate, p50, p50, p50, p50, p50, p50, 0, Map.of());
    return new Sample(round, connections, target, cpu, 20, 0, 1, load);
  }

  private static ComparisonResult result(List<Sample> samples) {
    ComparisonPlan plan = ComparisonPlan.parse(List.of("--hub", "none"));
    return ComparisonResult.of(plan, "now", MACHINE, List.of(new DiskProbe(10, 100, 200)), samples);
  }

  private static Summary find(ComparisonResult result, String level, String target) {
    return Objects.requireNonNull(Objects.requireNonNull(result.summary().get(level)).get(target));
  }

  @Test
  void ratioIsTakenWithinARoundBeforeTheMedian() {
    List<Sample> samples = new ArrayList<>();
    // The machine was twice as slow in round 2: the hub is at half of nginx in every round all the
    // same.
    for (int round = 1; round <= 3; round++) {
      double speed = round == 2 ? 500 : 1_000 * round;
      samples.add(sample(round, 64, "direct", 3 * speed, 50, 5));
      samples.add(sample(round, 64, "nginx", speed, 80, 10));
      samples.add(sample(round, 64, "hub-async", speed / 2, 130, 25));
    }
    Summary hub = find(result(samples), "c64", "hub-async");
    assertThat(hub.throughputOfNginx()).isEqualTo(0.5);
    assertThat(hub.cpuOfNginx()).isEqualTo(2.5);
    assertThat(hub.p50AddedMicros()).isEqualTo(80);
    assertThat(hub.callsPerSecond()).isEqualTo(500);
  }

  @Test
  void figureOfCallsThatWentWrongMeetsNothing() {
    LoadReport broken = new LoadReport(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, Map.of("http_status", 7L));
    List<Sample> samples =
        List.of(
            sample(1, 1, "direct", 100, 60, 5),
            sample(1, 1, "nginx", 90, 90, 5),
            new Sample(1, 1, "hub-async", 1, 20, 0, 0, broken));
    Requirement fastButWrong = result(samples).requirements().getFirst();
    assertThat(fastButWrong.value()).isEqualTo(-60);
    assertThat(fastButWrong.met()).isFalse();
  }

  @Test
  void requirementsAreJudgedWhereTheRunHasTheirFigures() {
    List<Sample> samples =
        List.of(
            sample(1, 1, "direct", 100, 60, 5),
            sample(1, 1, "nginx", 90, 90, 5),
            sample(1, 1, "hub-durable", 50, 431, 5),
            sample(1, 64, "direct", 140, 60, 5),
            sample(1, 64, "nginx", 100, 60, 5),
            sample(1, 64, "hub-async", 40, 60, 5));
    assertThat(result(samples).requirements())
        .extracting(Requirement::value, Requirement::limit, Requirement::met)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1.4, 1.5, false),
            org.assertj.core.groups.Tuple.tuple(0.4, 0.4, true),
            org.assertj.core.groups.Tuple.tuple(371.0, 370.0, false));
  }
}
