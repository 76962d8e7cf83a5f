package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeEntryTest {
  @TempDir Path app;
  private Path folder = Path.of("");

  @BeforeEach
  void makePackage() throws IOException {
    folder = Files.createDirectories(app.resolve("node_modules/@scope/server"));
    script("main.js", "#!/usr/bin/env node\n");
    script("other.js", "console.log(1)\n");
  }

  @Test
  void singleCommandIsStarted() throws IOException {
    assertThat(found("\"main.js\"").entry()).isEqualTo("node_modules/@scope/server/main.js");
  }

  @Test
  void commandNamedLikeThePackageWinsOverOthers() throws IOException {
    assertThat(found("{\"admin\": \"other.js\", \"server\": \"main.js\"}").entry())
        .endsWith("main.js");
  }

  @Test
  void severalCommandsOfOneFileAreOneCommand() throws IOException {
    assertThat(found("{\"a\": \"main.js\", \"b\": \"main.js\"}").entry()).endsWith("main.js");
  }

  @Test
  void ambiguousCommandsAreNamedInTheError() {
    assertThatThrownBy(() -> found("{\"a\": \"main.js\", \"b\": \"other.js\"}"))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("a, b");
  }

  @Test
  void libraryWithoutCommandIsRefused() {
    assertThatThrownBy(() -> found("{}")).hasMessageContaining("a library, not a server");
  }

  @Test
  void commandOutsideThePackageIsRefused() throws IOException {
    Files.writeString(app.resolve("evil.js"), "");
    assertThatThrownBy(() -> found("\"../../../evil.js\"")).isInstanceOf(ImageException.class);
  }

  @Test
  void optionsInTheFirstLineReachNode() throws IOException {
    script("main.js", "#!/usr/bin/env -S node --enable-source-maps\n");
    assertThat(found("\"main.js\"").command("node", "/app"))
        .isEqualTo(
            List.of("node", "--enable-source-maps", "/app/node_modules/@scope/server/main.js"));
  }

  @Test
  void otherInterpretersAreRefused() throws IOException {
    script("main.js", "#!/bin/sh\n");
    assertThatThrownBy(() -> found("\"main.js\"")).hasMessageContaining("#!/bin/sh");
  }

  private Program found(String bin) throws IOException {
    Files.writeString(
        folder.resolve("package.json"), "{\"version\":\"1.2.3\",\"bin\":" + bin + "}");
    return NodeEntry.find("@scope/server", folder).program(app);
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
