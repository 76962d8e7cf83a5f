package dev.mcpcentral.bench;

import java.net.URI;

/**
 * Requests of MCP revision 2026-07-28, written out by hand so that no code of the hub takes part.
 */
final class ModernRequest {
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"bench\",\"version\":\"1.0.0\"},"
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  private ModernRequest() {}

  static String toolsCall(String tool, String text, long id) {
    return ("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\","
            + "\"arguments\":{\"text\":\"%s\"},%s}}")
        .formatted(id, tool, text, META);
  }

  /**
   * @param cursor as the server gave it, in JSON with its quotes; empty for the first page
   */
  static String toolsList(String cursor, long id) {
    String from = cursor.isEmpty() ? "" : "\"cursor\":" + cursor + ",";
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/list\",\"params\":{%s%s}}"
        .formatted(id, from, META);
  }

  /**
   * The head of a POST.
   *
   * @param name the value of {@code Mcp-Name}; empty for methods that have none
   * @param token a bearer token; empty for none
   */
  static String head(URI target, String method, String name, String token, int bodyBytes) {
    return "POST "
        + target.getRawPath()
        + " HTTP/1.1\r\nHost: "
        + target.getRawAuthority()
        + "\r\n"
        + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
        + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
        + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: "
        + method
        + "\r\n"
        + (name.isEmpty() ? "" : "Mcp-Name: " + name + "\r\n")
        + "Content-Length: "
        + bodyBytes
        + "\r\n\r\n";
  }
}
