package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.stream.Collectors;

/**
 * What the hub says about itself: the results of {@code initialize} and {@code server/discover}.
 */
final class HubCard {
  private static final String CAPABILITIES = "{\"tools\":{\"listChanged\":true}}";
  private static final String INSTRUCTIONS =
      "MCP Central: many MCP servers behind one endpoint. Tools are named server__tool; central__find_tools searches them.";

  private final String serverInfo;

  HubCard(String version) {
    serverInfo =
        new JsonBuffer(96)
            .raw("{\"name\":\"mcp-central\",\"title\":\"MCP Central\",\"version\":")
            .string(version)
            .raw("}")
            .slice()
            .text();
  }

  Slice initialized(Revision revision) {
    return new JsonBuffer(320)
        .raw("{\"protocolVersion\":\"")
        .raw(revision.toString())
        .raw("\",\"capabilities\":")
        .raw(CAPABILITIES)
        .raw(",\"serverInfo\":")
        .raw(serverInfo)
        .raw(",\"instructions\":")
        .string(INSTRUCTIONS)
        .raw("}")
        .slice();
  }

  /**
   * Names modern revisions only: a client that reads older ones here would try them without a
   * handshake.
   */
  Slice discovered() {
    return new JsonBuffer(480)
        .raw("{\"resultType\":\"complete\",\"supportedVersions\":")
        .raw(modernVersions())
        .raw(",\"capabilities\":")
        .raw(CAPABILITIES)
        .raw(",\"instructions\":")
        .string(INSTRUCTIONS)
        .raw(
            ",\"ttlMs\":3600000,\"cacheScope\":\"public\",\"_meta\":{\""
                + MetaKey.SERVER_INFO
                + "\":")
        .raw(serverInfo)
        .raw("}}")
        .slice();
  }

  static String modernVersions() {
    return Revision.dates(Era.MODERN).stream()
        .map(date -> "\"" + date + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
