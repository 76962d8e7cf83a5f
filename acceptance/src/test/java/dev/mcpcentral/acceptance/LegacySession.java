package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A session of the revisions up to 2025-11-25, from its handshake on. */
final class LegacySession {
  static final String REVISION = "2025-11-25";
  private static final AtomicInteger IDS = new AtomicInteger(1000);

  private final URI endpoint;
  private final JsonNode initialized;
  private final String id;

  private LegacySession(URI endpoint, JsonNode initialized, String id) {
    this.endpoint = endpoint;
    this.initialized = initialized;
    this.id = id;
  }

  static LegacySession open(URI endpoint) {
    return open(endpoint, REVISION);
  }

  static LegacySession open(URI endpoint, String revision) {
    return opened(endpoint, initialize(revision));
  }

  /**
   * @param capabilities what the client says that it can be asked
   */
  static LegacySession open(URI endpoint, Map<String, ?> capabilities) {
    return opened(endpoint, initialize(REVISION, capabilities));
  }

  private static LegacySession opened(URI endpoint, String initialize) {
    Reply reply = new Post(endpoint).send(initialize);
    assertThat(reply.status()).as("initialize: %s", reply).isEqualTo(200);
    String session = reply.header("Mcp-Session-Id");
    assertThat(session).as("session id in %s", reply.headers()).isNotEmpty();
    var opened = new LegacySession(endpoint, reply.result(), session);
    assertThat(opened.notify("notifications/initialized", Map.of()).status()).isEqualTo(202);
    return opened;
  }

  static String initialize(String revision) {
    return initialize(revision, Map.of());
  }

  private static String initialize(String revision, Map<String, ?> capabilities) {
    return request(
        "initialize",
        Map.of(
            "protocolVersion", revision,
            "capabilities", capabilities,
            "clientInfo", Map.of("name", "acceptance", "version", "1")));
  }

  static String request(String method, Map<String, ?> params) {
    var message = Json.object().put("jsonrpc", "2.0").put("id", IDS.incrementAndGet());
    message.put("method", method).set("params", Json.tree(params));
    return Json.write(message);
  }

  JsonNode initialized() {
    return initialized;
  }

  String revision() {
    return initialized.path("protocolVersion").asString("");
  }

  String id() {
    return id;
  }

  Post post() {
    var post = new Post(endpoint).header("Mcp-Session-Id", id);
    return post.header("MCP-Protocol-Version", revision());
  }

  Reply request(String method) {
    return post().send(request(method, Map.of()));
  }

  Reply call(String tool, Map<String, ?> arguments) {
    return post().send(request("tools/call", Map.of("name", tool, "arguments", arguments)));
  }

  Reply notify(String method, Map<String, ?> params) {
    var message = Json.object().put("jsonrpc", "2.0").put("method", method);
    message.set("params", Json.tree(params));
    return post().send(Json.write(message));
  }

  /** Opens the stream for what belongs to no request. */
  LiveStream listen() {
    return new LiveStream(post().listen());
  }

  /** Ends the session with DELETE. */
  Reply end() {
    return post().method("DELETE");
  }
}
