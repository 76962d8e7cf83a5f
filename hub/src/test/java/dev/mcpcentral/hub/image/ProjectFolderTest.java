package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void makeProject() throws IOException {
    Files.writeString(folder.resolve("server.js"), "1");
    Files.createDirectories(folder.resolve("node_modules/x"));
  }

  @Test
  void fingerprintDependsOnContentOnly() throws IOException {
    String before = ProjectFolder.fingerprint(folder);
    Files.setLastModifiedTime(folder.resolve("server.js"), FileTime.fromMillis(1));
    Files.writeString(folder.resolve("node_modules/x/index.js"), "not content");
    assertThat(ProjectFolder.fingerprint(folder)).isEqualTo(before).hasSize(12);
  }

  @Test
  void changedOrRenamedFileChangesTheFingerprint() throws IOException {
    String before = ProjectFolder.fingerprint(folder);
    Files.writeString(folder.resolve("server.js"), "2");
    String changed = ProjectFolder.fingerprint(folder);
    Files.move(folder.resolve("server.js"), folder.resolve("index.js"));
    assertThat(ProjectFolder.fingerprint(folder)).isNotIn(before, changed);
    assertThat(changed).isNotEqualTo(before);
  }

  @Test
  void copyLeavesOutWhatToolsMade() throws IOException {
    Files.writeString(folder.resolve("node_modules/x/index.js"), "not content");
    Path copy = folder.resolveSibling("copy-of-" + folder.getFileName());
    ProjectFolder.copy(folder, copy);
    assertThat(copy.resolve("server.js")).hasContent("1");
    assertThat(copy.resolve("node_modules")).doesNotExist();
    Folders.remove(copy);
  }
}
