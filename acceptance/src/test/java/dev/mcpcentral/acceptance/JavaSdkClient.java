package dev.mcpcentral.acceptance;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** The official MCP Java SDK, which speaks the legacy revisions only. */
record JavaSdkClient() implements ForeignClient {
  @Override
  public Visit visit(URI endpoint, List<Step> steps) {
    String base = endpoint.getScheme() + "://" + endpoint.getAuthority();
    var transport =
        HttpClientStreamableHttpTransport.builder(base).endpoint(endpoint.getPath()).build();
    var progress = new CopyOnWriteArrayList<McpSchema.ProgressNotification>();
    var spec = McpClient.sync(transport).requestTimeout(Duration.ofSeconds(60));
    try (var client = spec.progressConsumer(progress::add).build()) {
      String revision = client.initialize().protocolVersion();
      var seen = new ArrayList<JsonNode>();
      for (Step step : steps) {
        progress.clear();
        seen.add(
            switch (step) {
              case Step.ListTools list -> list(client);
              case Step.Call call -> call(client, call, progress);
            });
      }
      return new Visit(revision, seen);
    }
  }

  private static JsonNode list(McpSyncClient client) {
    var result = client.listTools();
    return Json.tree(Map.of("tools", result.tools()));
  }

  private static JsonNode call(
      McpSyncClient client, Step.Call call, List<McpSchema.ProgressNotification> progress) {
    var request =
        McpSchema.CallToolRequest.builder(call.tool())
            .arguments(Map.copyOf(call.arguments()))
            .progressToken("token-of-java")
            .build();
    try {
      return Json.tree(Map.of("result", client.callTool(request), "progress", progress));
    } catch (McpError e) {
      return Json.tree(Map.of("error", Map.of("message", String.valueOf(e.getMessage()))));
    }
  }

  @Override
  public boolean showsProgress() {
    return true;
  }

  @Override
  public boolean cancels() {
    return false;
  }
}
