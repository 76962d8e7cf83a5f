package dev.mcpcentral.acceptance;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How a client of either era calls a tool, gives it up, and answers what it is asked. The id of a
 * call is its progress token, too.
 */
sealed interface Wire extends AutoCloseable {
  /**
   * Begins a call.
   *
   * @param more further members of {@code params}
   */
  LiveStream call(int id, String tool, Map<String, ?> arguments, Map<String, ?> more);

  void cancel(int id, LiveStream stream);

  /** The same, for a call that will be cancelled. */
  Wire forGivingUp();

  /** Answers a request of the server's, on a stream of ours. */
  void answer(JsonNode request, Map<String, ?> result);

  @Override
  void close();

  /** In a session, with a stream of its own for what belongs to no call. */
  record Legacy(LegacySession session) implements Wire {
    static Legacy open(URI mcp) {
      return new Legacy(LegacySession.open(mcp, Map.of("elicitation", Map.of())));
    }

    LiveStream listen() {
      return session.listen();
    }

    @Override
    public LiveStream call(int id, String tool, Map<String, ?> arguments, Map<String, ?> more) {
      var params = new LinkedHashMap<String, Object>(more);
      params.put("name", tool);
      params.put("arguments", arguments);
      params.put("_meta", Map.of("progressToken", id));
      return new LiveStream(session.post().open(message(id, "tools/call", params)));
    }

    private static String message(Object id, String method, Map<String, ?> params) {
      return Json.write(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    }

    @Override
    public void cancel(int id, LiveStream stream) {
      session.notify("notifications/cancelled", Map.of("requestId", id));
    }

    @Override
    public Wire forGivingUp() {
      return this;
    }

    @Override
    public void answer(JsonNode request, Map<String, ?> result) {
      var response = Map.of("jsonrpc", "2.0", "id", request.path("id"), "result", result);
      session.post().send(Json.write(response));
    }

    @Override
    public void close() {
      session.end();
    }
  }

  /** Without a session: to give up a call is to close its stream. */
  record Modern(URI mcp, boolean apart) implements Wire {
    Modern(URI mcp) {
      this(mcp, false);
    }

    @Override
    public LiveStream call(int id, String tool, Map<String, ?> arguments, Map<String, ?> more) {
      var request = ModernRequest.call(tool, arguments).id(id).meta("progressToken", id);
      request.meta(ModernRequest.META_PREFIX + "logLevel", "debug");
      var capabilities = Map.of("elicitation", Map.of("form", Map.of()));
      request.meta(ModernRequest.META_PREFIX + "clientCapabilities", capabilities);
      more.forEach(request::param);
      Post post = request.to(mcp);
      return new LiveStream((apart ? post.apart() : post).open(request.body()));
    }

    @Override
    public void cancel(int id, LiveStream stream) {
      stream.close();
    }

    @Override
    public Wire forGivingUp() {
      return new Modern(mcp, true);
    }

    @Override
    public void answer(JsonNode request, Map<String, ?> result) {
      throw new AssertionError("a modern client was sent a request: " + request);
    }

    @Override
    public void close() {}
  }
}
