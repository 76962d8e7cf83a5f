package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The plan's fifteen servers from nothing: each is made into an image, probed and declared, and
 * each that needs neither credential nor internet answers a call.
 */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(1500)
class CatalogAddTest {
  private static final Duration ALL = Duration.ofMinutes(20);

  private final HubProcess hub;

  CatalogAddTest(@TempDir Path directory) {
    this.hub = new HubProcess(directory, Map.of(), "");
  }

  @BeforeAll
  void start() {
    hub.start();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  @Order(1)
  void fifteenOfFifteenAreAdded() {
    var finished = hub.cli(ALL, "catalog", "add", "--all", "--json");
    JsonNode rows = Json.parse(finished.out()).path("servers");
    assertThat(rows.valueStream().map(CatalogAddTest::result))
        .as("%s", finished)
        .hasSize(15)
        .allMatch(row -> row.endsWith(": ok"));
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out())
        .contains(
            "GITHUB_PERSONAL_ACCESS_TOKEN",
            "mcp-central enable shell",
            "mcp-central enable docker");
  }

  private static String result(JsonNode row) {
    String result = row.path("name").asString() + ": " + row.path("result").asString();
    return result.endsWith("ok") ? result : result + ", " + row.path("detail").asString();
  }

  @Test
  @Order(2)
  void whatRunsCommandsOrSeesTheEngineIsDeclaredButOff() throws IOException {
    List<String> lines = Files.readAllLines(hub.configuration());
    for (String name : List.of("shell", "docker")) {
      int start = lines.indexOf("  " + name + ":");
      assertThat(lines.subList(start, Math.min(lines.size(), start + 10)))
          .as(name)
          .contains("    enabled: false", "    risk: high");
    }
  }

  @Test
  @Order(3)
  void addingThemAgainChangesNothing() throws IOException {
    String before = Files.readString(hub.configuration());
    JsonNode rows = hub.json("catalog", "add", "--all").path("servers");
    assertThat(rows.valueStream().map(row -> row.path("result").asString()))
        .hasSize(15)
        .containsOnly("skipped");
    assertThat(Files.readString(hub.configuration())).isEqualTo(before);
  }

  @Order(4)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          filesystem__list_allowed_directories    | {}                                                | /workspace
          memory__read_graph                      | {}                                                | entities
          sequential-thinking__sequentialthinking | {"thought":"one","nextThoughtNeeded":false,"thoughtNumber":1,"totalThoughts":1} | thoughtNumber
          everything__echo                        | {"message":"hello"}                               | hello
          time__get_current_time                  | {"timezone":"Etc/UTC"}                            | Etc/UTC
          database__execute_sql                   | {"sql":"select 40 + 2 as answer"}                 | 42
          browser__browser_navigate               | {"url":"data:text/html,<title>Hub</title>hello"} | Page Title: Hub
          """)
  void eachThatNeedsNothingAnswersACall(String tool, String arguments, String expected) {
    var called = hub.cli("call", tool, arguments);
    assertThat(called.exitCode()).as("%s", called).isZero();
    assertThat(called.out()).contains(expected);
  }

  @Test
  @Order(5)
  void gitReadsARepositoryOfTheOperator() throws IOException {
    Path repository = Files.createDirectories(hub.directory().resolve("workspace/project"));
    Path git = Files.createDirectories(repository.resolve(".git"));
    Files.createDirectories(git.resolve("objects"));
    Files.createDirectories(git.resolve("refs/heads"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/trunk\n");
    var called = hub.cli("call", "git__git_status", "{\"repo_path\":\"/workspace/project\"}");
    assertThat(called.exitCode()).as("%s", called).isZero();
    assertThat(called.out()).contains("On branch trunk");
  }

  @Test
  @Order(6)
  void theLanguageServerKnowsTheOperatorsCode() throws IOException {
    Path code = hub.directory().resolve("workspace/hello.py");
    Files.writeString(code, "def greet(name):\n    return 'hi ' + name\n");
    var started = hub.cli("call", "language-server__start_lsp", "{\"root_dir\":\"/workspace\"}");
    assertThat(started.exitCode()).as("%s", started).isZero();
    var called =
        hub.cli("call", "language-server__list_symbols", "{\"file_path\":\"/workspace/hello.py\"}");
    assertThat(called.exitCode()).as("%s", called).isZero();
    assertThat(called.out()).contains("greet");
  }

  @Test
  @Order(7)
  void clientsFindTheServersAsInTheOfficialRegistry() throws IOException, InterruptedException {
    JsonNode page = Json.parse(get("/v0.1/servers?search=memory"));
    JsonNode server = page.path("servers").path(0).path("server");
    assertThat(server.path("name").asString()).isEqualTo("local.mcp-central/memory");
    assertThat(server.path("remotes").path(0).path("url").asString())
        .isEqualTo(hub.server("memory").toString());
    assertThat(get("/v0.1/servers?limit=100"))
        .doesNotContain("npm:", "memory.jsonl", "/workspace", "sha256");
  }

  private String get(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(hub.mcp().resolve(path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
