package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutJournalTest {
  private static final ServerName GIT = new ServerName("git");
  private static final String PROCESS = "npm:git@1.0.0 as a process";
  private static final String CONTAINER = "npm:git@1.0.0";

  @TempDir Path folder;
  private RolloutJournal journal;

  @BeforeEach
  void open() {
    journal = new RolloutJournal(folder, Map.of());
  }

  private Configuration declared(String form) {
    return new ConfigurationFile(folder.resolve("mcp-central.yaml"), Set.of())
        .parse("servers: {git: {source: \"npm:git@1.0.0\", form: " + form + "}}");
  }

  private void killedAfter(RolloutStep step) {
    journal.note(GIT, "migrated", PROCESS, CONTAINER, step);
    journal = new RolloutJournal(folder, Map.of());
  }

  @Test
  void beforeItIsDeclaredTheOldFormServes() {
    killedAfter(RolloutStep.SHIFTED);
    assertThat(journal.resolve(declared("process")))
        .containsExactly(
            "git was being changed (migrated) from npm:git@1.0.0 as a process to npm:git@1.0.0 when the hub ended after step SHIFTED: the configuration declares the old form, which serves; nothing was lost, try again");
    assertThat(journal.resolve(declared("process"))).isEmpty();
  }

  /** The hub may end between the edit of the configuration and its note of it. */
  @Test
  void onceItIsDeclaredTheNewFormServes() {
    for (RolloutStep step : new RolloutStep[] {RolloutStep.SHIFTED, RolloutStep.WRITTEN}) {
      killedAfter(step);
      assertThat(journal.resolve(declared("container")))
          .singleElement()
          .asString()
          .endsWith("the configuration declares the new form, which serves");
    }
  }

  @Test
  void aChangeThatHasEndedIsForgotten() {
    killedAfter(RolloutStep.WRITTEN);
    journal.done(GIT);
    journal.done(GIT);
    assertThat(journal.resolve(declared("container"))).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNoJournalIsLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("git.json"), "{\"server\":");
    assertThat(journal.resolve(declared("process"))).isEmpty();
    assertThat(file).exists();
  }
}
