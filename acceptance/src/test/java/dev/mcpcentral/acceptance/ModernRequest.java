package dev.mcpcentral.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request of revision 2026-07-28, correct unless a test makes it wrong. See {@code
 * basic/transports/streamable-http} for the headers and {@code basic/index} for {@code _meta}.
 */
final class ModernRequest {
  static final String REVISION = "2026-07-28";
  static final String META_PREFIX = "io.modelcontextprotocol/";
  private static final AtomicInteger IDS = new AtomicInteger();

  private final ObjectNode message = Json.object();
  private final ObjectNode params = Json.object();
  private final ObjectNode meta = Json.object();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Duration limit = Duration.ofSeconds(60);

  private ModernRequest(String method) {
    message.put("jsonrpc", "2.0").put("id", IDS.incrementAndGet()).put("method", method);
    message.set("params", params);
    meta.put(META_PREFIX + "protocolVersion", REVISION);
    meta.set(META_PREFIX + "clientCapabilities", Json.object());
    meta.set(META_PREFIX + "clientInfo", Json.tree(Map.of("name", "acceptance", "version", "1")));
    params.set("_meta", meta);
    headers.put("MCP-Protocol-Version", REVISION);
    headers.put("Mcp-Method", method);
  }

  static ModernRequest of(String method) {
    return new ModernRequest(method);
  }

  /** A {@code tools/call}. */
  static ModernRequest call(String tool, Map<String, ?> arguments) {
    return of("tools/call")
        .param("name", tool)
        .param("arguments", arguments)
        .header("Mcp-Name", tool);
  }

  ModernRequest id(Object id) {
    message.set("id", Json.tree(id));
    return this;
  }

  ModernRequest param(String name, Object value) {
    params.set(name, Json.tree(value));
    return this;
  }

  ModernRequest meta(String key, Object value) {
    meta.set(key, Json.tree(value));
    return this;
  }

  ModernRequest withoutMeta(String key) {
    meta.remove(key);
    return this;
  }

  ModernRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  ModernRequest withoutHeader(String name) {
    headers.remove(name);
    return this;
  }

  ModernRequest within(Duration time) {
    limit = time;
    return this;
  }

  String body() {
    return Json.write(message);
  }

  Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  Post to(URI endpoint) {
    return new Post(endpoint).headers(headers).within(limit);
  }

  Reply send(URI endpoint) {
    return to(endpoint).send(body());
  }
}
