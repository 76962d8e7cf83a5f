package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.HeaderValue;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a modern request says in HTTP header fields besides its body (2026-07-28,
 * basic/transports/streamable-http). {@code Mcp-Param-*} cannot be known here: the hub does not ask
 * for them on the listener for bridges.
 */
final class ModernHeaders {
  private ModernHeaders() {}

  static Map<String, String> of(Envelope.Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    String version = request.meta().string(MetaKey.PROTOCOL_VERSION);
    if (version != null) {
      headers.put("MCP-Protocol-Version", HeaderValue.encode(version));
    }
    headers.put("Mcp-Method", HeaderValue.encode(request.method()));
    ServerMethod.of(request.method(), Era.MODERN)
        .filter(verb -> verb != ServerMethod.COMPLETE)
        .map(verb -> request.body().string(verb.key()))
        .ifPresent(name -> headers.put("Mcp-Name", HeaderValue.encode(name)));
    return headers;
  }
}
