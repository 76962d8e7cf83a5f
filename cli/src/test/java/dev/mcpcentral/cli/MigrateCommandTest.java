package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.spec.RiskLevel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {
  @TempDir Path directory;
  private MemoryHub hub;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    hub = new MemoryHub(directory);
    shell = new Shell(directory);
  }

  @AfterEach
  void stop() throws IOException {
    hub.close();
  }

  private Shell.Finished ends(int exit, String... args) {
    Shell.Finished finished = shell.run(args);
    assertThat(finished.exit()).as("%s", finished).isEqualTo(exit);
    return finished;
  }

  /** {@code broken} is of medium risk, and there are servers below, beside and above it. */
  private void plan() {
    for (String name : new String[] {"weather", "git", "shell"}) {
      hub.fleet.discovers(name, name);
    }
    hub.rollouts.plans("weather", RiskLevel.LOW, "");
    hub.rollouts.plans("memory", RiskLevel.LOW, "it runs in a container");
    hub.rollouts.plans("broken", RiskLevel.MEDIUM, "");
    hub.rollouts.plans("git", RiskLevel.MEDIUM, "");
    hub.rollouts.plans("shell", RiskLevel.HIGH, "");
  }

  @Test
  void oneServerIsMigratedWithItsRiskAndSource() {
    Shell.Finished done = ends(ExitCode.OK, "migrate", "memory", "low", "--to", "dir:./here");
    assertThat(done.out())
        .isEqualTo("✅ memory migrated successfully: a process → a container of npm:memory\n");
    assertThat(done.err()).isEqualTo("🔄 Migrating memory\n  probing it in a container\n");
    ends(ExitCode.OK, "migrate", "memory", "--accept-changes", "--json");
    assertThat(hub.rollouts.orders)
        .containsExactly(
            "migrate memory LOW dir:" + directory.resolve("here"), "migrate memory accepting");
  }

  @Test
  void whyOneServerWasNotMigratedIsSaid() {
    Shell.Finished failed = ends(ExitCode.FAILED, "migrate", "broken");
    assertThat(failed.err())
        .endsWith("error: its container does not start; see mcp-central logs broken\n");
    assertThat(failed.out()).isEmpty();
  }

  @Test
  void aDryRunPrintsThePlanAndDoesNothing() {
    plan();
    assertThat(ends(ExitCode.OK, "migrate", "--all", "--dry-run", "--level", "medium").out())
        .isEqualTo(
            """
            1. weather (low risk): a process → a container of npm:weather
                 make its image
                 probe it
            2. broken (medium risk): a process → a container of npm:broken
                 make its image
                 probe it
            3. git (medium risk): a process → a container of npm:git
                 make its image
                 probe it
            Nothing was changed.
            Left as they are:
              memory: it runs in a container
            """);
    assertThat(ends(ExitCode.OK, "migrate", "memory", "--dry-run").out())
        .isEqualTo(
            "Nothing would be migrated.\nLeft as they are:\n  memory: it runs in a container\n");
    assertThat(ends(ExitCode.OK, "migrate", "--all", "--dry-run", "--level=low", "--json").out())
        .startsWith("{\"steps\":[{\"server\":\"weather\",\"risk\":\"low\"")
        .contains("\"obstacle\":\"it runs in a container\"")
        .doesNotContain("broken");
    assertThat(hub.rollouts.orders).isEmpty();
  }

  @Test
  void afterAFailureNoHigherLevelIsTried() {
    plan();
    Shell.Finished all = ends(ExitCode.FAILED, "migrate", "--all");
    assertThat(all.out())
        .isEqualTo(
            """
            ✅ weather migrated successfully: a process → a container of npm:weather
            memory: skipped, it runs in a container
            ❌ broken was not migrated: its container does not start; see mcp-central logs broken
            ✅ git migrated successfully: a process → a container of npm:git
            shell: not tried, because a server of medium risk failed
            2 migrated, 1 failed, 1 as they were, 1 not tried
            """);
    assertThat(hub.rollouts.orders)
        .containsExactly("migrate weather", "migrate broken", "migrate git");
  }

  @Test
  void aLevelKeepsRiskierServersOut() {
    plan();
    Shell.Finished low = ends(ExitCode.OK, "migrate", "--all", "--level", "low", "--json");
    assertThat(low.out())
        .startsWith("{\"servers\":[{\"server\":\"weather\",\"result\":\"done\",\"rollout\":{")
        .contains("{\"server\":\"memory\",\"result\":\"skipped\",\"message\":\"it runs in")
        .endsWith("],\"failed\":0}\n");
    assertThat(hub.rollouts.orders).containsExactly("migrate weather");
  }

  @Test
  void whatCannotBeMeantIsNotUnderstood() {
    ends(ExitCode.USAGE, "migrate");
    ends(ExitCode.USAGE, "migrate", "memory", "--all");
    ends(ExitCode.USAGE, "migrate", "memory", "extreme");
    ends(ExitCode.USAGE, "migrate", "memory", "--level", "low");
    ends(ExitCode.USAGE, "migrate", "--all", "--level", "extreme");
    ends(ExitCode.USAGE, "migrate", "--all", "--to", "npm:x");
    assertThat(hub.rollouts.orders).isEmpty();
  }
}
