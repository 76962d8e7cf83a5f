package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.rollout.UpdateOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** update, rollback, versions. */
class RolloutCommandsTest {
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

  @Test
  void changedDefinitionsAreShownAndNotTakenUnasked() {
    Shell.Finished shown = ends(ExitCode.FAILED, "update", "memory", "--to", "1.3.0");
    assertThat(shown.out())
        .isEqualTo(
            """
            ❌ memory was not updated: it would define otherwise what clients use, and nobody has accepted that. 1.1.0 serves on.
              ~ tools search
                  description: "Finds" → "Finds \\u001b"
              + tools drop
                  description: "Drops"
              - prompts tour
            To accept this: mcp-central update memory --to 1.3.0 --accept-changes
            """);
    assertThat(shown.err())
        .isEqualTo("🔄 Updating memory\n  looking for the newest version of memory\n");
    assertThat(hub.rollouts.orders)
        .containsExactly("update memory " + new UpdateOrder(Optional.of("1.3.0"), false, false));
  }

  @Test
  void anAcceptedUpdateIsTold() {
    assertThat(ends(ExitCode.OK, "update", "memory", "--accept-changes").out())
        .startsWith("✅ memory updated: 1.1.0 → 1.2.0\n  ~ tools search\n");
    assertThat(ends(ExitCode.OK, "update", "memory", "--dry-run").out())
        .startsWith("memory would be updated: 1.1.0 → 1.2.0\n");
    assertThat(hub.rollouts.orders)
        .containsExactly(
            "update memory " + new UpdateOrder(Optional.empty(), true, false),
            "update memory " + new UpdateOrder(Optional.empty(), false, true));
  }

  @Test
  void foldersAreThoseOfThePersonAndNotOfTheHub() {
    Path folder = directory.resolve("server-2");
    assertThat(ends(ExitCode.FAILED, "update", "memory", "--to", "dir:./server-2").out())
        .endsWith("mcp-central update memory --to dir:./server-2 --accept-changes\n");
    assertThat(hub.rollouts.orders)
        .containsExactly(
            "update memory " + new UpdateOrder(Optional.of("dir:" + folder), false, false));
  }

  @Test
  void asJsonTheReportIsThereAlsoWhenItFails() {
    assertThat(ends(ExitCode.FAILED, "update", "memory", "--json").out())
        .startsWith("{\"rollout\":{\"server\":\"memory\",\"result\":\"changes-not-accepted\"")
        .contains("\"kind\":\"removed\",\"details\":[]}");
    assertThat(ends(ExitCode.FAILED, "update", "broken", "--json").out())
        .startsWith("{\"error\":{\"code\":\"failed\",\"message\":\"its new version does not start");
  }

  @Test
  void allAreUpdatedThoughOneFails() {
    hub.fleet.discovers("found", "somebody-elses");
    Shell.Finished all = ends(ExitCode.FAILED, "update", "--all", "--accept-changes");
    assertThat(all.out())
        .contains("✅ memory updated: 1.1.0 → 1.2.0\n")
        .contains("❌ broken was not updated: its new version does not start; see")
        .endsWith("1 updated, 1 failed, 0 as they were, 0 not tried\n")
        .doesNotContain("found");
    assertThat(ends(ExitCode.FAILED, "update", "--all", "--accept-changes", "--json").out())
        .startsWith("{\"servers\":[{\"server\":\"memory\",\"result\":\"done\",\"rollout\":{")
        .contains("{\"server\":\"broken\",\"result\":\"failed\",\"message\":\"its new version")
        .endsWith("],\"failed\":1}\n");
  }

  @Test
  void rollbackGoesToTheVersionBeforeOrToTheOneThatIsNamed() {
    assertThat(ends(ExitCode.OK, "rollback", "memory").out())
        .isEqualTo("✅ memory rolled back: 1.1.0 → 1.0.0\n");
    assertThat(ends(ExitCode.OK, "rollback", "memory", "--to", "3").out())
        .isEqualTo("memory: nothing to do. It serves already.\n");
    assertThat(ends(ExitCode.FAILED, "rollback", "memory", "--to=2").out())
        .isEqualTo(
            "❌ memory was not rolled back: 1.1.0 serves again.\n   7 of its first 10 calls failed.\n");
    assertThat(hub.rollouts.orders)
        .containsExactly("rollback memory", "rollback memory to 3", "rollback memory to 2");
  }

  @Test
  void versionsAreATableWithTheOneThatServes() {
    assertThat(ends(ExitCode.OK, "versions", "memory").out())
        .isEqualTo(
            """
            NUMBER  VERSION  SINCE                 HOW          NOW     DIGEST               SOURCE
            3       1.1.0    2026-11-22T10:00:00Z  rolled back  serves  sha256:abababababab  npm:memory@1.1.0
            2       2.0.0    2026-11-22T10:00:00Z  updated                                   npm:memory@2.0.0
            """);
    assertThat(ends(ExitCode.OK, "versions", "memory", "--json").out())
        .startsWith("{\"server\":\"memory\",\"versions\":[{\"number\":3,");
    hub.rollouts.known = false;
    assertThat(ends(ExitCode.OK, "versions", "memory").out())
        .isEqualTo("Nothing is known of 'memory' before now.\n");
    assertThat(ends(ExitCode.FAILED, "versions", "nobody").err()).contains("no server 'nobody'");
  }

  @Test
  void whatCannotBeMeantIsNotUnderstood() {
    ends(ExitCode.USAGE, "update");
    ends(ExitCode.USAGE, "update", "memory", "--all");
    ends(ExitCode.USAGE, "update", "--all", "--to", "1");
    ends(ExitCode.USAGE, "rollback");
    ends(ExitCode.USAGE, "versions");
    assertThat(hub.rollouts.orders).isEmpty();
  }
}
