package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegistryApiTest {
  private static final Instant THEN = Instant.parse("2026-11-22T12:00:00Z");

  private final RegistryApi api =
      new RegistryApi(
          () -> Stream.of("time", "memory", "files").map(RegistryApiTest::server).toList());

  private static PublishedServer server(String name) {
    return new PublishedServer(new ServerName(name), "0.1.0", THEN);
  }

  private String get(String path, Map<String, String> query) {
    MemoryExchange exchange = new Get(query);
    exchange.with("Host", "hub.example:3010");
    exchange.target = path;
    api.handle(exchange);
    return exchange.sent.getFirst();
  }

  private JsonNode ok(String path, Map<String, String> query) {
    String sent = get(path, query);
    assertThat(sent).startsWith("200 application/json ");
    return JsonMapper.shared().readTree(sent.substring("200 application/json ".length()));
  }

  private static List<String> names(JsonNode page) {
    return page.path("servers")
        .valueStream()
        .map(one -> one.path("server").path("name").asString())
        .toList();
  }

  @Test
  void everyServerIsListedWithThisHubAsItsRemote() {
    JsonNode page = ok("/v0.1/servers", Map.of());
    assertThat(names(page))
        .containsExactly(
            "local.mcp-central/files", "local.mcp-central/memory", "local.mcp-central/time");
    JsonNode first = page.path("servers").path(0);
    assertThat(first.path("server").path("remotes").path(0).path("url").asString())
        .isEqualTo("http://hub.example:3010/servers/files/mcp");
    assertThat(
            first
                .path("_meta")
                .path("io.modelcontextprotocol.registry/official")
                .path("status")
                .asString())
        .isEqualTo("active");
    assertThat(page.path("metadata").path("count").asInt()).isEqualTo(3);
  }

  @Test
  void pagesFollowEachOther() {
    JsonNode first = ok("/v0.1/servers", Map.of("limit", "2"));
    String cursor = first.path("metadata").path("nextCursor").asString();
    JsonNode second = ok("/v0.1/servers", Map.of("limit", "2", "cursor", cursor));
    assertThat(names(first)).hasSize(2);
    assertThat(names(second)).containsExactly("local.mcp-central/time");
    assertThat(second.path("metadata").has("nextCursor")).isFalse();
  }

  @Test
  void searchTimeAndVersionChoose() {
    assertThat(names(ok("/v0.1/servers", Map.of("search", "MEM")))).hasSize(1);
    assertThat(names(ok("/v0.1/servers", Map.of("updated_since", "2026-11-22T12:00:00Z"))))
        .hasSize(3);
    assertThat(names(ok("/v0.1/servers", Map.of("updated_since", "2026-11-23T00:00:00Z"))))
        .isEmpty();
    assertThat(names(ok("/v0.1/servers", Map.of("version", "latest")))).hasSize(3);
    assertThat(names(ok("/v0.1/servers", Map.of("version", "9")))).isEmpty();
  }

  @Test
  void oneServersVersionsAreFoundUnderItsEncodedName() {
    String name = "/v0.1/servers/local.mcp-central%2Ftime/versions";
    assertThat(names(ok(name, Map.of()))).containsExactly("local.mcp-central/time");
    assertThat(ok(name + "/latest", Map.of()).path("server").path("version").asString())
        .isEqualTo("0.1.0");
    assertThat(ok("/v0.1/servers/local.mcp-central/time/versions/0.1.0", Map.of()).has("server"))
        .isTrue();
  }

  @Test
  void whatIsNotThereOrNotUnderstoodIsAProblem() {
    assertThat(get("/v0.1/servers/local.mcp-central%2Fnone/versions", Map.of())).startsWith("404 ");
    assertThat(get("/v0.1/servers/local.mcp-central%2Ftime/versions/9", Map.of()))
        .startsWith("404 ");
    assertThat(get("/v0.1/servers/%zz/versions", Map.of())).startsWith("404 ");
    assertThat(get("/v0.1/servers/x", Map.of())).startsWith("404 ");
    for (String limit : List.of("0", "101", "x")) {
      assertThat(get("/v0.1/servers", Map.of("limit", limit))).startsWith("400 ");
    }
    assertThat(get("/v0.1/servers", Map.of("updated_since", "yesterday"))).startsWith("400 ");
  }

  /** A GET request with a query. */
  private static final class Get extends MemoryExchange {
    private final Map<String, String> query;

    Get(Map<String, String> query) {
      this.query = query;
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public @Nullable String query(String name) {
      return query.get(name);
    }
  }
}
