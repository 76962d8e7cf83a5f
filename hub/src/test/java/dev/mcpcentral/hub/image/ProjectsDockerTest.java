package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, foreign images and native addons, in hardened containers. */
@Tag("docker")
class ProjectsDockerTest {
  private static final String DOCKER =
      Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock");

  /** Bases are kept between the tests; the folder belongs to the run. */
  @TempDir static Path home;

  @TempDir Path project;

  private final DockerImageStore store = DockerImageStore.connect(DOCKER);

  @AfterEach
  void disconnect() {
    store.close();
  }

  @Test
  void nodeProjectIsStartedWithItsDependencies() throws IOException {
    Files.writeString(
        project.resolve("package.json"),
        """
        {"name": "mine", "version": "1.0.0", "type": "module", "main": "server.js",
         "dependencies": {"@modelcontextprotocol/server-sequential-thinking": "2026.8.31"}}
        """);
    Files.writeString(
        project.resolve("server.js"),
        "import '@modelcontextprotocol/server-sequential-thinking/dist/index.js';\n");
    Prepared prepared = prepare(new Source.Directory(project));
    assertThat(prepared.pinnedSource()).isEqualTo("dir:" + project);
    assertThat(HardenedRun.toolsOf(prepared, List.of())).contains("sequentialthinking");
  }

  @Test
  void pythonProjectIsStartedByItsScript() throws IOException {
    Files.writeString(
        project.resolve("pyproject.toml"),
        """
        [project]
        name = "clock"
        version = "1"
        dependencies = ["mcp-server-time"]
        [project.scripts]
        clock = "clock.cli:start"
        """);
    Path code = Files.createDirectories(project.resolve("src/clock"));
    Files.writeString(
        code.resolve("cli.py"),
        "import mcp_server_time\ndef start():\n    mcp_server_time.main()\n");
    assertThat(HardenedRun.toolsOf(prepare(new Source.Directory(project)), List.of()))
        .contains("convert_time");
  }

  @Test
  void dockerfileIsBuiltOnceForTheSameContent() throws IOException {
    Prepared below = memoryServer();
    // A content that no earlier run left in the engine under another name.
    Files.writeString(
        project.resolve("Dockerfile"),
        "FROM " + below.digest() + "\nENV X=" + System.nanoTime() + "\n");
    Prepared first = prepare(new Source.Directory(project));
    assertThat(first.command()).isEmpty();
    assertThat(HardenedRun.toolsOf(first, List.of())).contains("create_entities");
    assertThat(prepare(new Source.Directory(project)).digest()).isEqualTo(first.digest());
    store.remove(first.digest());
  }

  @Test
  void failingDockerfileTellsTheLastLines() throws IOException {
    Prepared below = memoryServer();
    Files.writeString(
        project.resolve("Dockerfile"),
        "FROM " + below.digest() + "\nRUN [\"node\", \"-e\", \"throw Error('on purpose')\"]\n");
    assertThatThrownBy(() -> prepare(new Source.Directory(project)))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("on purpose");
  }

  @Test
  void presentImageIsUsedWithItsOwnCommand() throws IOException {
    Prepared below = memoryServer();
    String tag = "mcp-central/npm/modelcontextprotocol-server-memory:" + below.version();
    Prepared prepared = prepare(new Source.ImageReference(tag));
    assertThat(prepared.digest()).isEqualTo(below.digest());
    assertThat(HardenedRun.toolsOf(prepared, List.of())).contains("create_entities");
  }

  @Test
  void nativeAddonIsCompiledInAContainer() throws IOException {
    Files.writeString(
        project.resolve("package.json"),
        """
        {"name": "native", "version": "1.0.0", "main": "server.js",
         "dependencies": {"better-sqlite3": "*"}}
        """);
    Files.writeString(
        project.resolve("server.js"),
        """
        const Database = require('better-sqlite3');
        const answer = new Database(':memory:').prepare('select 6 * 7 as x').get().x;
        console.log(JSON.stringify({id: 2, result: {tools: [{name: 'answer-' + answer}]}}));
        """);
    assertThat(HardenedRun.toolsOf(prepare(new Source.Directory(project)), List.of()))
        .containsExactly("answer-42");
  }

  private Prepared memoryServer() {
    return prepare(new Source.Npm("@modelcontextprotocol/server-memory", Optional.of("2026.8.31")));
  }

  private Prepared prepare(Source source) {
    return LocalImages.forDocker(home, store, Optional.empty())
        .prepare(ServerSpec.of(new ServerName("tested"), source), _ -> {});
  }
}
