package dev.mcpcentral.acceptance;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** The tour of {@code clients/tour.mjs} on the official Java SDK, which cannot cancel. */
final class JavaSdkTour {
  private static final String WORD = "ada@example.org";
  private static final int TRIES = 50;

  private final McpSyncClient client;
  private final Queue<Double> progress = new ConcurrentLinkedQueue<>();
  private final Queue<String> updates = new ConcurrentLinkedQueue<>();

  private JavaSdkTour(URI endpoint) {
    String base = endpoint.getScheme() + "://" + endpoint.getAuthority();
    var transport =
        HttpClientStreamableHttpTransport.builder(base).endpoint(endpoint.getPath()).build();
    client =
        McpClient.sync(transport)
            .requestTimeout(Duration.ofSeconds(30))
            .capabilities(McpSchema.ClientCapabilities.builder().sampling().elicitation().build())
            .sampling(_ -> sampled())
            .elicitation(JavaSdkTour::filled)
            .progressConsumer(update -> progress.add(update.progress()))
            .resourcesUpdateConsumer(contents -> contents.forEach(one -> updates.add(one.uri())))
            .build();
  }

  static JsonNode of(URI endpoint) {
    var tour = new JavaSdkTour(endpoint);
    try (var connected = tour.client) {
      connected.initialize();
      return Json.tree(tour.everything());
    }
  }

  private static McpSchema.CreateMessageResult sampled() {
    var content = McpSchema.TextContent.builder("sampled").build();
    return McpSchema.CreateMessageResult.builder(McpSchema.Role.ASSISTANT, content, "none").build();
  }

  private static McpSchema.ElicitResult filled(McpSchema.ElicitRequest request) {
    var content = new LinkedHashMap<String, Object>();
    if (!(request instanceof McpSchema.ElicitFormRequest form)) {
      throw new AssertionError("no form: " + request);
    }
    JsonNode schema = Json.tree(form.requestedSchema());
    schema.path("required").forEach(name -> content.put(name.asString(""), WORD));
    return McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT)
        .content(content)
        .build();
  }

  private Map<String, Object> everything() {
    var seen = new LinkedHashMap<String, Object>();
    var resources = client.listResources().resources().stream().map(one -> one.uri()).toList();
    seen.put("tools", client.listTools().tools().stream().map(one -> one.name()).toList());
    seen.put("resources", resources);
    seen.put(
        "templates",
        client.listResourceTemplates().resourceTemplates().stream()
            .map(one -> one.uriTemplate())
            .toList());
    seen.put("prompts", client.listPrompts().prompts().stream().map(one -> one.name()).toList());
    seen.put("read", read("mcp://modern/test://static-text"));
    seen.put("expanded", read("mcp://modern/test://template/7/data"));
    String document =
        resources.stream()
            .filter(uri -> uri.startsWith("mcp://everything/"))
            .findFirst()
            .orElse("");
    seen.put("document", read(document));
    seen.put(
        "prompt", prompt("modern__test_prompt_with_arguments", Map.of("arg1", "a", "arg2", "b")));
    seen.put("weather", prompt("everything__args-prompt", Map.of("city", "Oslo")));
    seen.put("words", complete("modern__test_prompt_with_arguments", "arg1", "par"));
    seen.put("departments", complete("everything__completable-prompt", "department", "S"));
    calls(seen);
    seen.put("updated", updated("plain"));
    seen.put("updatedOfLegacy", updated("plain-legacy"));
    return seen;
  }

  private void calls(Map<String, Object> seen) {
    seen.put("echo", call("everything__echo", Map.of("message", "hi")));
    seen.put("simple", call("modern__test_simple_text", Map.of()));
    seen.put("sampling", call("modern__test_sampling", Map.of("prompt", "go")));
    seen.put(
        "samplingOfLegacy",
        call("everything__trigger-sampling-request", Map.of("prompt", "go", "maxTokens", 10)));
    seen.put("elicitation", call("modern__test_elicitation", Map.of("message", "who")));
    seen.put("elicitationOfLegacy", call("everything__trigger-elicitation-request", Map.of()));
    progress.clear();
    call("modern__test_tool_with_progress", Map.of());
    seen.put("progress", List.copyOf(progress));
    progress.clear();
    call("everything__trigger-long-running-operation", Map.of("duration", 1, "steps", 4));
    seen.put("progressOfLegacy", List.copyOf(progress));
  }

  private String call(String tool, Map<String, Object> arguments) {
    var request =
        McpSchema.CallToolRequest.builder(tool).arguments(arguments).progressToken("java").build();
    var text = new StringBuilder();
    Json.tree(client.callTool(request))
        .path("content")
        .forEach(block -> text.append(block.path("text").asString("")).append(' '));
    return text.toString().strip();
  }

  private JsonNode read(String uri) {
    var request = McpSchema.ReadResourceRequest.builder(uri).build();
    return Json.tree(client.readResource(request)).path("contents").path(0);
  }

  private String prompt(String name, Map<String, Object> arguments) {
    var request = McpSchema.GetPromptRequest.builder(name).arguments(arguments).build();
    JsonNode result = Json.tree(client.getPrompt(request));
    return result.path("messages").path(0).path("content").path("text").asString("");
  }

  private List<String> complete(String prompt, String argument, String value) {
    var request =
        McpSchema.CompleteRequest.builder(
                McpSchema.PromptReference.builder(prompt).build(),
                new McpSchema.CompleteRequest.CompleteArgument(argument, value))
            .build();
    return client.completeCompletion(request).completion().values();
  }

  private String updated(String server) {
    String uri = "mcp://" + server + "/note://watched";
    client.subscribeResource(McpSchema.SubscribeRequest.builder(uri).build());
    for (int tries = 0; tries < TRIES && !updates.contains(uri); tries++) {
      call(server + "__touch", Map.of());
      pause();
    }
    client.unsubscribeResource(McpSchema.UnsubscribeRequest.builder(uri).build());
    return updates.contains(uri) ? uri : "";
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(100));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
