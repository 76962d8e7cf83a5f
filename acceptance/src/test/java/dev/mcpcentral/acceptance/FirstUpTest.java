package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import tools.jackson.databind.JsonNode;

/**
 * A newcomer's first minutes: {@code up} in an empty folder, a server added while it runs, an edit
 * that is wrong, and {@code down}. Uses the default ports, because there is no configuration.
 */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(360)
class FirstUpTest {
  private static final URI MCP = URI.create("http://127.0.0.1:3010/mcp");
  private static final Duration READY = Duration.ofMinutes(5);

  private final Path directory;

  FirstUpTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Product.Finished run(String... arguments) {
    return Product.run(
        Product.command(List.of(arguments)),
        directory,
        Map.of("MCP_CENTRAL_HOME", directory.resolve("home").toString()),
        "",
        READY);
  }

  private JsonNode json(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    var finished = run(all.toArray(String[]::new));
    assertThat(finished.exitCode()).as("%s", finished).isZero();
    return Json.parse(finished.out());
  }

  private Path configuration() {
    return directory.resolve("mcp-central.yaml");
  }

  @BeforeAll
  void up() {
    var up = run("up", "--detach");
    assertThat(up.exitCode()).as("%s", up).isZero();
    assertThat(up.out()).contains("http://127.0.0.1:3010/mcp");
  }

  @AfterAll
  void leaveNothing() {
    run("down");
  }

  @Test
  @Order(1)
  void theStarterIsWrittenAndItsServersBecomeReady() throws IOException {
    assertThat(Files.readString(configuration()))
        .contains("memory", "filesystem", "sequential-thinking", "anonymous: loopback", "#");
    Await.until(READY, () -> "three ready servers: " + run("status"), this::threeServersAreListed);
    assertThat(run("status").out()).contains("memory", "filesystem");
    assertThat(run("list").exitCode()).isZero();
  }

  private boolean threeServersAreListed() {
    List<String> names = Catalog.of(MCP).names();
    return List.of("create_entities", "read_text_file", "sequentialthinking").stream()
        .allMatch(tool -> names.stream().anyMatch(name -> name.endsWith("__" + tool)));
  }

  @Test
  @Order(2)
  void aServerIsAddedWhileTheHubRuns() throws IOException {
    String before = Files.readString(configuration());
    var added = run("add", "clock", "pypi:mcp-server-time", "--risk", "low");
    assertThat(added.exitCode()).as("%s", added).isZero();
    var time = ModernRequest.call("clock__get_current_time", Map.of("timezone", "UTC"));
    Await.until(Duration.ofSeconds(2), () -> "clock answers", () -> !time.send(MCP).failed());
    String after = Files.readString(configuration());
    assertThat(after).contains("clock", "pypi:mcp-server-time@");
    assertThat(after.lines().filter(line -> line.contains("#")).toList())
        .as("comments are kept")
        .containsAll(before.lines().filter(line -> line.contains("#")).toList());
    var called = run("call", "clock__get_current_time", "{\"timezone\":\"UTC\"}");
    assertThat(called.exitCode()).as("%s", called).isZero();
    assertThat(called.out()).contains("UTC");
  }

  @Test
  @Order(3)
  void anAddThatCannotWorkChangesNothing() throws IOException {
    String before = Files.readString(configuration());
    var unknown = run("add", "nothing", "npm:@modelcontextprotocol/no-such-package-at-all");
    assertThat(unknown.exitCode()).as("%s", unknown).isNotZero();
    assertThat(unknown.err()).isNotBlank();
    assertThat(Files.readString(configuration())).isEqualTo(before);
  }

  @Test
  @Order(4)
  void anInvalidLiveEditChangesNothing() throws Exception {
    String good = Files.readString(configuration());
    List<String> names = Catalog.of(MCP).names();
    Files.writeString(configuration(), good.replace("risk: ", "rsik: "));
    Await.until(
        Duration.ofSeconds(20),
        () -> "status tells of the invalid edit: " + run("status"),
        () -> run("status", "--json").out().contains("rsik"));
    assertThat(Catalog.of(MCP).names()).isEqualTo(names);
    Files.writeString(configuration(), good);
    Await.until(
        Duration.ofSeconds(20),
        () -> "the trouble is over: " + run("status"),
        () -> !run("status", "--json").out().contains("rsik"));
  }

  @Test
  @Order(5)
  void aValidLiveEditTakesEffect() throws IOException {
    var removed = run("remove", "clock");
    assertThat(removed.exitCode()).as("%s", removed).isZero();
    Await.until(
        Duration.ofSeconds(20),
        () -> "clock is gone",
        () -> Catalog.of(MCP).names().stream().noneMatch(name -> name.startsWith("clock__")));
  }

  @Test
  @Order(6)
  void downEndsItAllAndVerifyStillWorks() {
    String installation = installation();
    var down = run("down");
    assertThat(down.exitCode()).as("%s", down).isZero();
    assertThat(Containers.labelled("mcp.installation=" + installation)).isEmpty();
    assertThat(json("audit", "verify").isObject()).isTrue();
  }

  /** Starts a container by a call, and asks the engine whose it is. */
  private String installation() {
    assertThat(ModernRequest.call("memory__read_graph", Map.of()).send(MCP).failed()).isFalse();
    String instance =
        json("status")
            .path("servers")
            .valueStream()
            .filter(server -> server.path("name").asString("").equals("memory"))
            .map(server -> server.path("instance").asString(""))
            .findFirst()
            .orElseThrow();
    JsonNode labels = Containers.inspect(instance).path("Config").path("Labels");
    return labels.path("mcp.installation").asString("");
  }
}
