package dev.mcpcentral.hub.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.Safeguards;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens without bubblewrap. */
final class SandboxChoiceTest {
  @TempDir Path folder;

  @Test
  void withoutASandboxNothingIsStarted() {
    NoSandbox none = new NoSandbox("bubblewrap does not work here: not installed");
    assertThatThrownBy(() -> none.plan(program()))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "servers need a Docker engine or bubblewrap, and bubblewrap does not work here: not installed:"
                + " install one of them, or start the hub with --allow-unsandboxed");
  }

  @Test
  void bareProcessesGetTheRealPathsOfWhatWouldBeMounted() {
    Sandbox.Plan plan = new Bare(false).plan(program());
    assertThat(plan.argv()).endsWith("node", "index.js", "/real/workspace/x", "/workspaces");
    assertThat(plan.environment()).containsEntry("FILE", "/real/workspace/memory.jsonl");
  }

  @Test
  void bareProcessesOfRootsBecomeSomebodyElse() {
    assertThat(new Bare(true).plan(program()).argv())
        .containsSequence("--reuid", "1001", "--regid", "1001")
        .containsSequence("--pdeathsig", "KILL");
  }

  private Sandbox.Program program() {
    return new Sandbox.Program(
        folder,
        List.of("node", "index.js", "/workspace/x", "/workspaces"),
        Map.of("FILE", "/workspace/memory.jsonl"),
        List.of(new Sandbox.Bind(Path.of("/real/workspace"), "/workspace", false)),
        RunAs.DEFAULT,
        false,
        Safeguards.of(RiskLevel.LOW).limits(),
        folder);
  }
}
