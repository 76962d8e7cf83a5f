package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.Waiver;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final Set<String> known = new TreeSet<>(Set.of("runc", "io.containerd.runc.v2"));
  private final List<Waiver> waivers = new ArrayList<>();
  private final Runtimes runtimes =
      new Runtimes(
          () -> known,
          new EngineSettings(
              "abcdefgh",
              Path.of("/nowhere"),
              false,
              Map.of(),
              Path.of("/nowhere"),
              () -> List.copyOf(waivers),
              () -> Instant.parse("2026-11-22T12:00:00Z")));

  private static TestSpec highRisk() {
    TestSpec spec = new TestSpec();
    spec.risk = RiskLevel.HIGH;
    return spec;
  }

  private void waive(String server, String finding, LocalDate expires) {
    waivers.add(new Waiver(new ServerName(server), finding, "no gVisor here", expires));
  }

  private String refusal(TestSpec spec) {
    return runtimes.of(spec.build()) instanceof Isolation.Refused(String why) ? why : "";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runsc",
        "runsc-kvm",
        "kata",
        "kata-runtime",
        "io.containerd.kata.v2",
        "io.containerd.runsc.v1",
        "io.containerd.kata-qemu.v2"
      })
  void anIsolatingRuntimeIsTaken(String name) {
    known.add(name);
    assertThat(runtimes.of(highRisk().build())).isEqualTo(new Isolation.Isolated(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"crun", "nvidia", "katalog", "my-runsc", "runscape"})
  void otherRuntimesDoNotCount(String name) {
    known.add(name);
    assertThat(runtimes.of(highRisk().build())).isInstanceOf(Isolation.Refused.class);
  }

  @Test
  void lowerLevelsAreNotAskedForOne() {
    for (RiskLevel level : List.of(RiskLevel.LOW, RiskLevel.MEDIUM)) {
      TestSpec spec = new TestSpec();
      spec.risk = level;
      assertThat(runtimes.of(spec.build())).isEqualTo(new Isolation.Usual());
    }
  }

  @Test
  void aRefusalNamesThreeWaysOut() {
    TestSpec shell = new TestSpec();
    shell.name = "shell";
    shell.grants.add(Grant.SHELL);
    assertThat(refusal(shell))
        .contains("server 'shell' is of high risk", "needs an isolating runtime")
        .contains("apt install runsc", "daemon.json")
        .contains("mcp-central enable shell --waive-runtime")
        .contains("{server: shell, finding: runtime, reason:")
        .contains("removing what raised it: its tools run commands (grants: shell)")
        .doesNotContain("\n ");
  }

  @Test
  void aDeclaredLevelIsNamedAsTheCause() {
    assertThat(refusal(highRisk())).contains("what raised it: risk: high is declared");
  }

  @Test
  void aWaiverCountsAtOnceAndThroughItsLastDay() {
    TestSpec spec = highRisk();
    assertThat(refusal(spec)).isNotEmpty();
    waive("probe", "runtime", TODAY);
    assertThat(runtimes.of(spec.build())).isEqualTo(new Isolation.Waived(waivers.getFirst()));
  }

  @Test
  void anExpiredWaiverIsNamed() {
    waive("probe", "runtime", TODAY.minusDays(1));
    assertThat(refusal(highRisk())).contains("its waiver expired after 2026-11-21");
  }

  @Test
  void anotherServersWaiverAndAnotherFindingDoNotCount() {
    waive("other", "runtime", TODAY);
    waive("probe", "root", TODAY);
    assertThat(refusal(highRisk())).isNotEmpty().doesNotContain("expired");
  }

  @Test
  void whatNobodyHasEnabledIsOnlyTried() {
    TestSpec spec = highRisk();
    spec.enabled = false;
    assertThat(runtimes.of(spec.build())).isEqualTo(new Isolation.Trial());
    known.add("runsc");
    assertThat(runtimes.of(spec.build())).isEqualTo(new Isolation.Isolated("runsc"));
  }
}
