package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The whole of {@code tools/list}, walked page by page in the modern era. */
record Catalog(List<JsonNode> tools, int pages) {
  private static final int MOST_PAGES = 1000;

  static Catalog of(URI endpoint) {
    var tools = new ArrayList<JsonNode>();
    var request = ModernRequest.of("tools/list");
    for (int pages = 1; pages <= MOST_PAGES; pages++) {
      Reply reply = request.send(endpoint);
      assertThat(reply.status()).as("tools/list: %s", reply).isEqualTo(200);
      JsonNode result = reply.result();
      result.path("tools").forEach(tools::add);
      if (!result.has("nextCursor")) {
        return new Catalog(List.copyOf(tools), pages);
      }
      request = ModernRequest.of("tools/list").param("cursor", result.get("nextCursor"));
    }
    throw new AssertionError("tools/list never ends: " + tools.size() + " tools so far");
  }

  List<String> names() {
    return tools.stream().map(tool -> tool.path("name").asString("")).toList();
  }
}
