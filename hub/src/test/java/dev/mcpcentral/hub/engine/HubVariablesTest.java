package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.spec.Mount;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variables of the environment that decide about engines and mounts. */
class HubVariablesTest {
  @TempDir Path home;

  private MountRules rules(Map<String, String> environment) {
    return new MountRules(
        new EngineSettings(
            "testtest", home, false, environment, home, List::of, InstantSource.system()),
        Path.of("/dev/shm/mcp-central-testtest"));
  }

  private static Launch writing() {
    TestSpec spec = new TestSpec();
    spec.mounts.add(new Mount(Path.of("/srv/a"), "/a", false));
    spec.mounts.add(new Mount(Path.of("/srv/b"), "/b", true));
    return spec.launch(new Workload.Image("sha256:" + "0".repeat(64)));
  }

  @Test
  void readOnlyModeLeavesNothingWritable() {
    Launch applied = rules(Map.of("READ_ONLY_MODE", "true")).applied(writing());
    assertThat(applied.spec().mounts()).hasSize(2).allMatch(Mount::readOnly);
    // A container of before must not be taken for this one.
    assertThat(Labels.digest(applied, Optional.empty()))
        .isNotEqualTo(Labels.digest(writing(), Optional.empty()));
  }

  @Test
  void otherwiseMountsAreAsDeclared() {
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("READ_ONLY_MODE", "false"))) {
      assertThat(rules(environment).applied(writing())).isEqualTo(writing());
    }
  }

  @Test
  void withoutDockerNoEngineIsLookedFor() {
    Map<String, String> environment = Map.of("DOCKER_MCP_ENABLED", "false");
    assertThat(Engines.dockerHost(environment, home)).isEmpty();
    assertThat(Engines.survey(environment, home).passedOver())
        .containsExactly("every Docker engine: DOCKER_MCP_ENABLED is false");
  }
}
