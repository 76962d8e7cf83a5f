package dev.mcpcentral.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  @Test
  void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(Figures.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Figures.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
    assertThat(Figures.median(List.of())).isZero();
  }

  @Test
  void percentileIsAValueThatWasMeasured() {
    List<Double> values = List.of(5.0, 1.0, 4.0, 2.0, 3.0);
    assertThat(Figures.percentile(values, 50)).isEqualTo(3.0);
    assertThat(Figures.percentile(values, 99)).isEqualTo(5.0);
    assertThat(Figures.percentile(values, 1)).isEqualTo(1.0);
  }

  @Test
  void ratioToNothingIsWrittenAsZero() {
    assertThat(Figures.round(1.0 / 0, 2)).isZero();
    assertThat(Figures.round(1.005, 2)).isEqualTo(1.01);
  }

  @Test
  void cpuOfThisProcessGrowsWhileItWorks() {
    long pid = ProcessHandle.current().pid();
    double before = ProcessTree.cpuSeconds(pid);
    double machineBefore = ProcessTree.machineCpuSeconds();
    while (ProcessTree.cpuSeconds(pid) - before < 0.05) {
      Thread.onSpinWait();
    }
    assertThat(ProcessTree.machineCpuSeconds()).isGreaterThan(machineBefore);
    assertThat(ProcessTree.residentMb(pid)).isGreaterThan(20);
  }

  @Test
  void probeTimesEveryAppendAndLeavesNoFile(@TempDir Path directory) throws Exception {
    DiskProbe probe = DiskProbe.measure(directory, 20);
    assertThat(probe.appends()).isEqualTo(20);
    assertThat(probe.p50Micros()).isPositive().isLessThanOrEqualTo(probe.p99Micros());
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void unknownOptionIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Arguments.parse(List.of("--conections", "3"), Set.of("connections")))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("--conections")
        .hasMessageContaining("--connections");
  }
}
