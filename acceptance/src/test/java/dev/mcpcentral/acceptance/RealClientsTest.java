package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Clients that others wrote, of both eras, use all that servers of both eras have: a published one
 * over stdio and ours over HTTP, behind one hub.
 */
@Tag("installs")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RealClientsTest {
  private static final List<String> SERVERS =
      List.of("everything", "modern", "plain", "plain-legacy");
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration READY = Duration.ofMinutes(2);

  /** A client, and how it takes the tour that {@code clients/tour.mjs} describes. */
  record Tourist(String name, boolean cancels, Function<URI, JsonNode> tour) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final FixtureServer modern = new FixtureServer("modern");
  private final PlainServers plain = new PlainServers("modern", "legacy");
  private final HubProcess hub;

  RealClientsTest(@TempDir Path directory) {
    String declared =
        "  everything: {source: \"npm:@modelcontextprotocol/server-everything@2026.8.31\", risk: low}\n"
            + "  modern: {source: \"url:%s\"}\n".formatted(modern.mcp())
            + plain.one(0).declared("plain")
            + plain.one(1).declared("plain-legacy");
    hub = new HubProcess(directory, Product.NO_ENGINE, declared);
  }

  @BeforeAll
  void start() {
    plain.start();
    hub.start();
    SixServers.awaitServers(hub, SERVERS, READY);
  }

  @AfterAll
  void stop() {
    hub.close();
    plain.close();
    modern.close();
  }

  static List<Tourist> tourists() {
    return List.of(
        new Tourist("TypeScript SDK 1", true, mcp -> node("ts1/tour.mjs", mcp)),
        new Tourist(
            "TypeScript SDK 1, mcp-remote", true, mcp -> node("ts1/tour.mjs", mcp, "--remote")),
        new Tourist("TypeScript SDK 2, legacy", true, mcp -> node("ts2/tour.mjs", mcp, "legacy")),
        new Tourist("TypeScript SDK 2, auto", true, mcp -> node("ts2/tour.mjs", mcp, "auto")),
        new Tourist("TypeScript SDK 2, modern", true, mcp -> node("ts2/tour.mjs", mcp, "modern")),
        new Tourist("TypeScript SDK 1, bridge", true, mcp -> bridged("ts1/tour.mjs", mcp)),
        new Tourist(
            "TypeScript SDK 2, legacy, bridge",
            true,
            mcp -> bridged("ts2/tour.mjs", mcp, "legacy")),
        new Tourist(
            "TypeScript SDK 2, auto, bridge", true, mcp -> bridged("ts2/tour.mjs", mcp, "auto")),
        new Tourist(
            "TypeScript SDK 2, modern, bridge",
            true,
            mcp -> bridged("ts2/tour.mjs", mcp, "modern")),
        new Tourist("Python SDK 2, legacy", true, mcp -> python(mcp, "legacy")),
        new Tourist("Python SDK 2, auto", true, mcp -> python(mcp, "auto")),
        new Tourist("Python SDK 2, modern", true, mcp -> python(mcp, "2026-07-28")),
        new Tourist("Java SDK", false, JavaSdkTour::of));
  }

  private static JsonNode node(String program, URI mcp, String... more) {
    var arguments = new ArrayList<>(List.of(program, mcp.toString()));
    arguments.addAll(List.of(more));
    return Clients.run("", arguments);
  }

  /** Over stdio, with our own bridge between. */
  private static JsonNode bridged(String program, URI mcp, String... more) {
    var arguments = new ArrayList<>(List.of(more));
    arguments.addAll(Product.command(List.of("bridge", "--url")));
    return node(program, mcp, arguments.toArray(String[]::new));
  }

  private static JsonNode python(URI mcp, String mode) {
    assertThat(Clients.node()).exists(); // installs the Python client, too
    var command = List.of("python3", "py2/tour.py", mcp.toString(), mode);
    var path = Map.of("PYTHONPATH", Clients.DIRECTORY.resolve("py2/site").toString());
    var finished = Product.run(command, Clients.DIRECTORY, path, "", Duration.ofMinutes(1));
    assertThat(finished.exitCode()).as("%s", finished).isZero();
    return Json.parse(finished.out());
  }

  @ParameterizedTest
  @MethodSource("tourists")
  void everythingOfBothErasCanBeUsed(Tourist tourist) {
    int before = cancelledAt("plain");
    int beforeOfLegacy = cancelledAt("plain-legacy");
    JsonNode seen = tourist.tour().apply(hub.mcp());
    assertLists(seen);
    assertReads(seen);
    assertAnswersToQuestions(seen);
    assertThat(numbers(seen, "progress")).isEqualTo(List.of(0.0, 50.0, 100.0));
    assertThat(numbers(seen, "progressOfLegacy")).startsWith(1.0, 2.0, 3.0).isSorted();
    assertThat(text(seen, "updated")).isEqualTo("mcp://plain/note://watched");
    assertThat(text(seen, "updatedOfLegacy")).isEqualTo("mcp://plain-legacy/note://watched");
    if (tourist.cancels()) {
      assertThat(text(seen, "cancelled")).isEqualTo("at once");
      assertThat(text(seen, "cancelledOfLegacy")).isEqualTo("at once");
      Await.until(SOON, () -> "the server heard", () -> cancelledAt("plain") > before);
      Await.until(SOON, () -> "it heard", () -> cancelledAt("plain-legacy") > beforeOfLegacy);
    }
  }

  /** How many calls were given up at this server. */
  private int cancelledAt(String server) {
    var call = ModernRequest.call(server + "__cancelled", Map.of());
    return Json.parse(call.send(hub.mcp()).text()).size();
  }

  private static void assertLists(JsonNode seen) {
    assertThat(strings(seen, "tools"))
        .contains("everything__echo", "modern__test_simple_text", "plain__echo", "central__status")
        .allMatch(name -> name.matches("[A-Za-z0-9_-]{1,64}"));
    assertThat(strings(seen, "resources"))
        .contains("mcp://modern/test://static-text", "mcp://plain/note://watched")
        .anyMatch(uri -> uri.startsWith("mcp://everything/demo://resource/"));
    assertThat(strings(seen, "templates"))
        .contains("mcp://modern/test://template/{id}/data")
        .anyMatch(uri -> uri.startsWith("mcp://everything/demo://resource/"));
    assertThat(strings(seen, "prompts"))
        .contains("everything__args-prompt", "modern__test_prompt_with_arguments");
  }

  private static void assertReads(JsonNode seen) {
    assertThat(text(seen, "echo")).isEqualTo("Echo: hi");
    assertThat(text(seen, "simple")).isEqualTo("This is a simple text response for testing.");
    assertThat(text(seen.path("read"), "text"))
        .isEqualTo("This is the content of the static text resource.");
    assertThat(Json.parse(text(seen.path("expanded"), "text")).path("id").asString(""))
        .isEqualTo("7");
    assertThat(text(seen.path("document"), "text")).hasSizeGreaterThan(100);
    assertThat(text(seen, "prompt")).isEqualTo("Prompt with arguments: arg1='a', arg2='b'");
    assertThat(text(seen, "weather")).isEqualTo("What's weather in Oslo?");
    assertThat(strings(seen, "words")).containsExactly("paris", "park", "party");
    assertThat(strings(seen, "departments")).containsExactly("Sales", "Support");
  }

  private static void assertAnswersToQuestions(JsonNode seen) {
    assertThat(text(seen, "sampling")).isEqualTo("LLM response: sampled");
    assertThat(text(seen, "samplingOfLegacy")).contains("sampled");
    assertThat(text(seen, "elicitation")).contains("\"username\":\"ada@example.org\"");
    assertThat(text(seen, "elicitationOfLegacy")).contains("- Name: ada@example.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "modern"})
  void theInspectorSeesWhatServersOfBothErasHave(String era) {
    assertThat(each(inspect(era, "tools/list"), "tools", "name"))
        .contains("everything__echo", "modern__test_simple_text");
    assertThat(each(inspect(era, "resources/list"), "resources", "uri"))
        .contains("mcp://modern/test://static-text");
    assertThat(each(inspect(era, "prompts/list"), "prompts", "name"))
        .contains("everything__args-prompt");
    JsonNode read = inspect(era, "resources/read", "--uri", "mcp://modern/test://static-text");
    assertThat(text(read.path("contents").path(0), "text")).contains("static text resource");
    JsonNode prompt =
        inspect(
            era,
            "prompts/get",
            "--prompt-name",
            "everything__args-prompt",
            "--prompt-args",
            "city=Oslo");
    assertThat(prompt.toString()).contains("What's weather in Oslo?");
    JsonNode called =
        inspect(
            era,
            "tools/call",
            "--tool-name",
            "everything__echo",
            "--tool-args-json",
            "{\"message\":\"hi\"}");
    assertThat(text(called.path("content").path(0), "text")).isEqualTo("Echo: hi");
  }

  private JsonNode inspect(String era, String method, String... more) {
    var arguments = new ArrayList<String>();
    arguments.add(
        "inspector/node_modules/@modelcontextprotocol/inspector/clients/cli/build/index.js");
    arguments.addAll(List.of(hub.mcp().toString(), "--transport", "http", "--quiet"));
    arguments.addAll(List.of("--protocol-era", era, "--method", method));
    arguments.addAll(List.of(more));
    return Clients.run("", arguments);
  }

  private static String text(JsonNode seen, String member) {
    return seen.path(member).asString("");
  }

  private static List<String> strings(JsonNode seen, String member) {
    return seen.path(member).valueStream().map(one -> one.asString("")).toList();
  }

  private static List<String> each(JsonNode result, String list, String member) {
    return result.path(list).valueStream().map(one -> one.path(member).asString("")).toList();
  }

  private static List<Double> numbers(JsonNode seen, String member) {
    return seen.path(member).valueStream().map(JsonNode::asDouble).toList();
  }
}
