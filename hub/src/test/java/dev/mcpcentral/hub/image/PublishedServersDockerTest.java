package dev.mcpcentral.hub.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.engine.DockerImageStore;
import dev.mcpcentral.hub.spec.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real published servers, from their registry into hardened containers. */
@Tag("docker")
class PublishedServersDockerTest {
  private static final String DOCKER =
      Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock");

  @TempDir static Path home;

  private static DockerImageStore store = DockerImageStore.connect(DOCKER);
  private static LocalImages images = LocalImages.forProcesses(Path.of("/"));

  @BeforeAll
  static void connect() {
    images = LocalImages.forDocker(home, store, Optional.empty());
  }

  @AfterAll
  static void disconnect() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource({
    "@modelcontextprotocol/server-memory, create_entities",
    "@modelcontextprotocol/server-sequential-thinking, sequentialthinking",
    "@modelcontextprotocol/server-everything, echo",
  })
  void npmServerAnswersInHardenedContainer(String name, String tool) throws IOException {
    Prepared prepared = prepare(new Source.Npm(name, Optional.empty()));
    assertThat(HardenedRun.toolsOf(prepared, List.of())).contains(tool);
  }

  @Test
  void filesystemServerOfAnExactVersionSeesItsFolder() throws IOException {
    var source =
        new Source.Npm("@modelcontextprotocol/server-filesystem", Optional.of("2026.8.31"));
    Prepared prepared = prepare(source);
    assertThat(prepared.pinnedSource())
        .isEqualTo("npm:@modelcontextprotocol/server-filesystem@2026.8.31");
    assertThat(HardenedRun.toolsOf(prepared, List.of("/tmp"))).contains("read_text_file");
  }

  @ParameterizedTest
  @CsvSource({
    "mcp-server-time, convert_time",
    "mcp-server-fetch, fetch",
    "mcp-server-sqlite, read_query",
  })
  void pypiServerAnswersInHardenedContainer(String name, String tool) throws IOException {
    Prepared prepared = prepare(new Source.Pypi(name, Optional.empty()));
    List<String> arguments =
        name.endsWith("sqlite") ? List.of("--db-path", "/tmp/db.sqlite") : List.of();
    assertThat(HardenedRun.toolsOf(prepared, arguments)).contains(tool);
  }

  @Test
  void goServerAnswersInHardenedContainer() throws IOException {
    var source =
        new Source.Go(
            "github.com/modelcontextprotocol/go-sdk/examples/server/memory", Optional.of("v1.8.0"));
    Prepared prepared = prepare(source);
    assertThat(HardenedRun.toolsOf(prepared, List.of())).contains("create_entities");
  }

  @Test
  void sameLockAndBaseGiveTheSameImage() throws IOException {
    var source = new Source.Npm("@modelcontextprotocol/server-memory", Optional.empty());
    Prepared first = prepare(source);
    Path again = home.resolve("again");
    Folders.copy(
        home.resolve("packages/bases"),
        mkdir(again.resolve("packages")).resolve("bases"),
        java.util.Set.of());
    Prepared second =
        LocalImages.forDocker(again, store, Optional.empty()).prepare(Specs.of(source), _ -> {});
    assertThat(second.digest()).isEqualTo(first.digest());
  }

  @Test
  void secondTimeNothingIsDone() {
    var source = new Source.Npm("@modelcontextprotocol/server-memory", Optional.empty());
    Prepared first = prepare(source);
    List<String> steps = new ArrayList<>();
    assertThat(images.prepare(Specs.of(source), steps::add)).isEqualTo(first);
    assertThat(steps).isEmpty();
  }

  private static Prepared prepare(Source source) {
    return images.prepare(Specs.of(source), step -> System.Logger.Level.INFO.name());
  }

  private static Path mkdir(Path folder) throws IOException {
    return java.nio.file.Files.createDirectories(folder);
  }
}
