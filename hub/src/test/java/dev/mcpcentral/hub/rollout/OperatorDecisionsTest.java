package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Asked;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.egress.WayOut;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.engine.Isolation;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.rollout.Governance.RuntimeWaiver;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Egress;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorDecisionsTest {
  private static final ServerName SHELL = new ServerName("shell");
  private static final ServerName TIME = new ServerName("time");
  private static final String DECLARED =
      """
      servers:
        shell:
          source: npm:shell
          grants: [shell]
          enabled: false
        time:
          source: npm:time
          risk: low
        weather:
          source: npm:weather
          review: pending
      """;

  @TempDir Path folder;
  private ConfigurationFile file;
  private Current current;
  private final RuntimelessEngine engine = new RuntimelessEngine();
  private OperatorDecisions decisions;

  @BeforeEach
  void declare() throws IOException {
    Files.writeString(folder.resolve("mcp-central.yaml"), DECLARED);
    file = new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of());
    current = new Current(file.read());
    engine.inForce = current;
    decisions =
        new OperatorDecisions(
            file, current, () -> engine, () -> Instant.parse("2026-11-22T12:00:00Z"));
  }

  private String text() throws IOException {
    return Files.readString(file.path());
  }

  @Test
  void whatTheEngineWouldRefuseIsNotEnabled() throws IOException {
    assertThatThrownBy(() -> decisions.enable(SHELL, Optional.empty()))
        .isInstanceOf(FleetException.class)
        .hasMessage("shell needs a runtime");
    assertThat(text()).isEqualTo(DECLARED);
  }

  @Test
  void aWaiverAndTheServerAreWrittenTogether() {
    decisions.enable(SHELL, Optional.of(new RuntimeWaiver("a lab", 30)));
    assertThat(current.waivers())
        .containsExactly(new Waiver(SHELL, "runtime", "a lab", LocalDate.of(2026, 12, 22)));
    assertThat(current.spec(SHELL).orElseThrow().oversight().enabled()).isTrue();
    assertThat(file.read()).isEqualTo(current.configuration);
    assertThat(decisions.explain(SHELL).refused()).isEmpty();
    assertThat(decisions.explain(SHELL).isolation()).contains("waived until 2026-12-22");
  }

  @Test
  void aWaiverThatNobodyNeedsIsRefused() throws IOException {
    assertThatThrownBy(() -> decisions.enable(TIME, Optional.of(new RuntimeWaiver("a lab", 30))))
        .hasMessageContaining("needs no isolating runtime at its level");
    assertThat(text()).isEqualTo(DECLARED);
  }

  @Test
  void aWaiverWithoutAReasonIsRefused() throws IOException {
    assertThatThrownBy(() -> decisions.enable(SHELL, Optional.of(new RuntimeWaiver(" ", 30))))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("a waiver needs a reason");
    assertThat(text()).isEqualTo(DECLARED);
  }

  @Test
  void processesAreNotMadeSaferByAWaiver() throws IOException {
    engine.kind = Engine.Kind.PROCESS;
    assertThatThrownBy(() -> decisions.enable(SHELL, Optional.of(new RuntimeWaiver("a lab", 30))))
        .hasMessageContaining("run in a container only");
    assertThat(text()).isEqualTo(DECLARED);
  }

  @Test
  void disableAndEnableLeaveTheFileAsItWas() throws IOException {
    decisions.disable(TIME);
    assertThat(current.spec(TIME).orElseThrow().oversight().enabled()).isFalse();
    decisions.enable(TIME, Optional.empty());
    assertThat(text()).isEqualTo(DECLARED);
  }

  @Test
  void aReviewTakesTheMarkAwayAndKeepsTheDeclaredLevel() {
    ServerName weather = new ServerName("weather");
    assertThat(decisions.explain(weather).spec().effectiveRisk()).isEqualTo(RiskLevel.HIGH);
    decisions.review(weather, Optional.empty());
    assertThat(current.spec(weather).orElseThrow().effectiveRisk()).isEqualTo(RiskLevel.MEDIUM);
    decisions.review(weather, Optional.of(RiskLevel.LOW));
    assertThat(current.spec(weather).orElseThrow().effectiveRisk()).isEqualTo(RiskLevel.LOW);
  }

  @Test
  void anExplanationTellsWhatWouldHappenWereItEnabled() {
    Explanation explanation = decisions.explain(SHELL);
    assertThat(explanation.refused()).contains("shell needs a runtime");
    assertThat(explanation.spec().oversight().enabled()).isFalse();
  }

  @Test
  void whatWasLearnedIsProposedAndWrittenDown() throws IOException {
    Files.writeString(file.path(), DECLARED.replace("risk: low", "egress: learn\n    risk: low"));
    current.configuration = file.read();
    assertThat(current.spec(TIME).orElseThrow().effectiveRisk()).isEqualTo(RiskLevel.MEDIUM);
    Egress used = new Egress("api.example.com", 443);
    assertThat(decisions.egress(TIME).proposed()).containsExactly(used);
    assertThat(decisions.explain(TIME).gaps()).containsExactly("names are not resolved");
    assertThatThrownBy(() -> decisions.acceptEgress(TIME, List.of()))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("has connected to nothing yet");
    assertThatThrownBy(() -> decisions.acceptEgress(TIME, List.of(new Egress("evil.example", 443))))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("was not seen to use all of that");
    decisions.acceptEgress(TIME, List.of(used));
    assertThat(text())
        .isEqualTo(DECLARED.replace("risk: low", "egress: [api.example.com:443]\n    risk: low"));
    assertThat(current.spec(TIME).orElseThrow().reach().egress()).containsExactly(used);
    assertThat(current.spec(TIME).orElseThrow().effectiveRisk()).isEqualTo(RiskLevel.LOW);
    assertThatThrownBy(() -> decisions.acceptEgress(TIME, List.of(used)))
        .hasMessageContaining("is not learned: set 'egress: learn'");
  }

  @Test
  void anUnknownServerIsNamed() {
    ServerName nobody = new ServerName("nobody");
    assertThatThrownBy(() -> decisions.explain(nobody)).hasMessageContaining("no server 'nobody'");
    assertThatThrownBy(() -> decisions.disable(nobody)).hasMessageContaining("no server 'nobody'");
  }

  /** Follows the file at once, and starts nothing. */
  private static final class Current implements InForce {
    private Configuration configuration;

    Current(Configuration configuration) {
      this.configuration = configuration;
    }

    @Override
    public Optional<ServerSpec> spec(ServerName name) {
      return Optional.ofNullable(configuration.servers().get(name));
    }

    @Override
    public List<Waiver> waivers() {
      return configuration.waivers();
    }

    @Override
    public void take(Configuration next, ServerName concerned) {
      configuration = next;
    }
  }

  /** An engine that has no runtime for high risk. */
  private static final class RuntimelessEngine implements Engine {
    private Kind kind = Kind.DOCKER;
    private InForce inForce = new Current(EMPTY);

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public String description() {
      return "an engine of a test";
    }

    @Override
    public Instance start(Launch launch) {
      throw new AssertionError("nothing is started here");
    }

    @Override
    public Isolation isolation(ServerSpec spec) {
      return spec.safeguards().isolatingRuntime()
          ? inForce.waivers().stream()
              .findFirst()
              .<Isolation>map(Isolation.Waived::new)
              .orElseGet(() -> new Isolation.Refused(spec.name() + " needs a runtime"))
          : new Isolation.Usual();
    }

    @Override
    public Map<ServerName, WayOut> waysOut() {
      return Map.of(
          TIME,
          new WayOut(
              List.of(
                  new Asked("api.example.com", 443, new Traffic(2, 0, 30, 40)),
                  new Asked("db.corp.example", 443, new Traffic(0, 1, 0, 0))),
              List.of("names are not resolved")));
    }

    @Override
    public int sweep(Set<ServerName> keep) {
      return 0;
    }

    @Override
    public Optional<String> trouble() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private static final Configuration EMPTY =
      new ConfigurationFile(Path.of("mcp-central.yaml"), Set.of()).parse("servers: {}");
}
