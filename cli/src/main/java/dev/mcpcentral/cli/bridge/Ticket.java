package dev.mcpcentral.cli.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names a legacy session to the hub.
 *
 * @param session the {@code Mcp-Session-Id}; null with a server that has no sessions
 * @param version the revision that was negotiated
 */
record Ticket(@Nullable String session, String version) {
  Map<String, String> headers() {
    return headers(null);
  }

  /** With the event after which a stream goes on, if there is one. */
  Map<String, String> headers(@Nullable String lastEvent) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (session != null) {
      headers.put("Mcp-Session-Id", session);
    }
    headers.put("MCP-Protocol-Version", version);
    if (lastEvent != null) {
      headers.put("Last-Event-ID", lastEvent);
    }
    return headers;
  }
}
