package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.Revision;

/** The hub as the servers see it: a client that can do what its own clients can. */
final class HubClient {
  private static final String INFO = "{\"name\":\"mcp-central\",\"version\":\"0.1.0\"}";

  /**
   * The members of {@code _meta} in requests that the hub makes for itself to a modern server
   * (2026-07-28, basic).
   */
  static final String META = meta(ClientCapabilities.NONE);

  static final Slice DISCOVER = Slice.of("{\"_meta\":{" + META + "}}");

  private HubClient() {}

  static String meta(ClientCapabilities capabilities) {
    return "\""
        + MetaKey.PROTOCOL_VERSION
        + "\":\"2026-07-28\",\""
        + MetaKey.CLIENT_CAPABILITIES
        + "\":"
        + capabilities.json(Era.MODERN)
        + ",\""
        + MetaKey.CLIENT_INFO
        + "\":"
        + INFO;
  }

  /** The params of {@code initialize}. */
  static Slice initialize(ClientCapabilities capabilities) {
    return Slice.of(
        "{\"protocolVersion\":\""
            + Revision.NEWEST_LEGACY
            + "\",\"capabilities\":"
            + capabilities.json(Era.LEGACY)
            + ",\"clientInfo\":"
            + INFO
            + "}");
  }
}
