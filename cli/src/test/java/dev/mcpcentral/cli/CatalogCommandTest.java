package dev.mcpcentral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogCommandTest {
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

  @Test
  void searchShowsWhatFits() {
    Shell.Finished found = shell.run("catalog", "search", "chromium");
    assertThat(found.exit()).as("%s", found).isZero();
    assertThat(found.out()).contains("browser", "yes").doesNotContain("filesystem");
    assertThat(shell.run("catalog", "search", "no-such-word").out()).contains("Nothing fits");
  }

  @Test
  void showTellsWhoLookedAndWhatWouldBeDeclared() {
    Shell.Finished shown = shell.run("catalog", "show", "github");
    assertThat(shown.exit()).as("%s", shown).isZero();
    assertThat(shown.out())
        .contains("--set GITHUB_PERSONAL_ACCESS_TOKEN", "2026-11-22", "api.github.com:443");
    assertThat(shell.run("catalog", "show", "nobody").exit()).isEqualTo(1);
  }

  @Test
  void oneServerIsAddedUnderAnotherName() {
    Shell.Finished added =
        shell.run("catalog", "add", "time", "--as", "clock", "--set", "timezone=Europe/Berlin");
    assertThat(added.exit()).as("%s", added).isZero();
    assertThat(added.out()).contains("SERVER", "time", "ok");
  }

  @Test
  void allGoesOnAndTellsOfEach() {
    Shell.Finished added = shell.run("catalog", "add", "--all", "--json");
    assertThat(added.out().split("\"result\":", -1)).hasSize(16);
    assertThat(added.out()).contains("GITHUB_PERSONAL_ACCESS_TOKEN");
  }

  @Test
  void aChoiceThatTheServerDoesNotOfferFails() {
    Shell.Finished added = shell.run("catalog", "add", "everything", "--set", "network=open");
    assertThat(added.exit()).isEqualTo(1);
    assertThat(added.out()).contains("no parameter 'network'");
  }

  @Test
  void wrongCommandLinesAreToldApart() {
    assertThat(shell.run("catalog", "add").exit()).isEqualTo(2);
    assertThat(shell.run("catalog", "add", "--all", "time").exit()).isEqualTo(2);
    assertThat(shell.run("catalog", "add", "time", "memory", "--as", "x").exit()).isEqualTo(2);
    assertThat(shell.run("catalog", "add", "time", "--set", "novalue").exit()).isEqualTo(2);
    assertThat(shell.run("catalog").exit()).isEqualTo(2);
  }

  @Test
  void anImportListsWhatWasDroppedAndItsEntriesAreFound() throws IOException {
    Files.writeString(
        directory.resolve("Some.Catalog.yaml"),
        "registry: {notes: {type: server, image: mcp/notes, user: root}}");
    Shell.Finished imported = shell.run("catalog", "import", "Some.Catalog.yaml");
    assertThat(imported.exit()).as("%s", imported).isZero();
    assertThat(imported.out()).contains("'user' was dropped", "1 of 1", "some-catalog");
    assertThat(shell.run("catalog", "search", "some-catalog").out()).contains("some-catalog/notes");
    assertThat(shell.run("catalog", "import", "no-such-file").exit()).isEqualTo(1);
  }
}
