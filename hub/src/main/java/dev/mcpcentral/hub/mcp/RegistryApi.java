package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.Slice;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v0.1/servers}: this hub's servers in the form of the official MCP registry's API (v0.1),
 * so that clients which can read a registry find them. Each is a {@code server.json} (schema
 * 2025-12-11) with one remote: this hub.
 */
final class RegistryApi {
  static final String PATH = "/v0.1/servers";

  private static final String NAMESPACE = "local.mcp-central/";
  private static final String SCHEMA =
      "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
  private static final Pattern VERSIONS = Pattern.compile("(.{1,600})/versions(/([^/]{1,200}))?");
  private static final int USUAL_LIMIT = 30;
  private static final int MAX_LIMIT = 100;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Supplier<List<PublishedServer>> servers;

  /**
   * @param servers those that may be seen now, asked with every request
   */
  RegistryApi(Supplier<List<PublishedServer>> servers) {
    this.servers = servers;
  }

  /** Answers one request of a caller who is known. */
  void handle(Exchange exchange) {
    String path = path(exchange.target());
    if (!exchange.method().equals("GET")) {
      exchange.set("Allow", "GET");
      problem(exchange, 405, "Method Not Allowed", "only GET");
    } else if (path.isEmpty()) {
      list(exchange);
    } else {
      versions(exchange, path);
    }
  }

  private static String path(String target) {
    int start = target.indexOf(PATH);
    return target.substring(start + PATH.length()).replaceFirst("^/", "").replaceFirst("/$", "");
  }

  private void list(Exchange exchange) {
    try {
      int limit = limit(exchange.query("limit"));
      Optional<Instant> since = since(exchange.query("updated_since"));
      String cursor = Optional.ofNullable(exchange.query("cursor")).orElse("");
      String search =
          Optional.ofNullable(exchange.query("search")).orElse("").toLowerCase(Locale.ROOT);
      List<PublishedServer> found =
          sorted().stream()
              .filter(server -> name(server).compareTo(cursor) > 0)
              .filter(server -> name(server).toLowerCase(Locale.ROOT).contains(search))
              .filter(server -> since.isEmpty() || !server.updatedAt().isBefore(since.get()))
              .filter(server -> isVersion(server, exchange.query("version")))
              .limit(limit + 1L)
              .toList();
      answer(exchange, page(found, limit, exchange));
    } catch (IllegalArgumentException malformed) {
      problem(exchange, 400, "Bad Request", String.valueOf(malformed.getMessage()));
    }
  }

  private static ObjectNode page(List<PublishedServer> found, int limit, Exchange exchange) {
    ObjectNode page = JSON.createObjectNode();
    ArrayNode list = page.putArray("servers");
    found.stream().limit(limit).forEach(server -> list.add(entry(server, exchange)));
    ObjectNode metadata = page.putObject("metadata").put("count", list.size());
    if (found.size() > limit) {
      metadata.put("nextCursor", name(found.get(limit - 1)));
    }
    return page;
  }

  private void versions(Exchange exchange, String path) {
    Matcher versions = VERSIONS.matcher(path);
    Optional<PublishedServer> server =
        versions.matches() ? find(versions.group(1)) : Optional.empty();
    String version = versions.matches() ? versions.group(3) : null;
    if (server.isEmpty() || !isVersion(server.get(), version)) {
      problem(exchange, 404, "Not Found", "there is no such server or version");
    } else if (version == null) {
      answer(exchange, page(List.of(server.get()), MAX_LIMIT, exchange));
    } else {
      answer(exchange, entry(server.get(), exchange));
    }
  }

  private Optional<PublishedServer> find(String encoded) {
    String wanted;
    try {
      wanted = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    return servers.get().stream().filter(server -> name(server).equals(wanted)).findFirst();
  }

  private List<PublishedServer> sorted() {
    return servers.get().stream().sorted(Comparator.comparing(RegistryApi::name)).toList();
  }

  private static ObjectNode entry(PublishedServer server, Exchange exchange) {
    ObjectNode entry = JSON.createObjectNode();
    ObjectNode json = entry.putObject("server");
    json.put("$schema", SCHEMA);
    json.put("name", name(server));
    json.put("title", server.name().value());
    json.put("description", "The server '" + server.name() + "' of this MCP Central");
    json.put("version", server.version());
    ObjectNode remote = json.putArray("remotes").addObject();
    remote.put("type", "streamable-http");
    // The Host was checked before: it is one of our own names.
    remote.put("url", "http://" + exchange.header("Host") + "/servers/" + server.name() + "/mcp");
    ObjectNode official =
        entry.putObject("_meta").putObject("io.modelcontextprotocol.registry/official");
    official.put("status", "active");
    official.put("publishedAt", server.updatedAt().toString());
    official.put("updatedAt", server.updatedAt().toString());
    official.put("isLatest", true);
    return entry;
  }

  private static String name(PublishedServer server) {
    return NAMESPACE + server.name();
  }

  /** There is one version of each server here, and it is the latest. */
  private static boolean isVersion(PublishedServer server, @Nullable String version) {
    return version == null || version.equals("latest") || version.equals(server.version());
  }

  private static int limit(@Nullable String text) {
    try {
      int limit = text == null ? USUAL_LIMIT : Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("limit is a number from 1 to " + MAX_LIMIT, notANumber);
    }
    throw new IllegalArgumentException("limit is a number from 1 to " + MAX_LIMIT);
  }

  private static Optional<Instant> since(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(time -> OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException(
          "updated_since is a time such as 2026-11-22T12:00:00Z", malformed);
    }
  }

  private static void answer(Exchange exchange, JsonNode body) {
    exchange.set("Cache-Control", "no-store");
    exchange.send(200, "application/json", Slice.of(JSON.writeValueAsString(body)));
  }

  private static void problem(Exchange exchange, int status, String title, String detail) {
    ObjectNode body = JSON.createObjectNode();
    body.put("title", title).put("status", status).put("detail", detail);
    exchange.send(status, "application/problem+json", Slice.of(JSON.writeValueAsString(body)));
  }
}
