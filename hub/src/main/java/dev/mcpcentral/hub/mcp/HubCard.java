package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the hub says about itself: the results of {@code initialize} and {@code server/discover}.
 */
final class HubCard {
  private static final int MAX_INSTRUCTIONS = 2_000;
  private static final int MAX_ALL_INSTRUCTIONS = 16_000;
  private static final Map<String, String> CAPABILITIES = capabilities();
  private static final String INSTRUCTIONS =
      "MCP Central: many MCP servers behind one endpoint. Tools and prompts are named server__name; central__find_tools searches the tools.";

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

  private static Map<String, String> capabilities() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("tools", "{\"listChanged\":true}");
    all.put("prompts", "{\"listChanged\":true}");
    all.put("resources", "{\"subscribe\":true,\"listChanged\":true}");
    all.put("completions", "{}");
    all.put("logging", "{}");
    return all;
  }

  Slice initialized(Revision revision, Catalog catalog, @Nullable ServerName scope) {
    return new JsonBuffer(1024)
        .raw("{\"protocolVersion\":\"")
        .raw(revision.toString())
        .raw("\",\"capabilities\":")
        .slice(capabilities(catalog, scope))
        .raw(",\"serverInfo\":")
        .raw(serverInfo)
        .raw(",\"instructions\":")
        .string(instructions(catalog, scope))
        .raw("}")
        .slice();
  }

  /**
   * Names modern revisions only: a client that reads older ones here would try them without a
   * handshake.
   */
  Slice discovered(Catalog catalog, @Nullable ServerName scope) {
    return new JsonBuffer(1024)
        .raw("{\"resultType\":\"complete\",\"supportedVersions\":")
        .raw(modernVersions())
        .raw(",\"capabilities\":")
        .slice(capabilities(catalog, scope))
        .raw(",\"instructions\":")
        .string(instructions(catalog, scope))
        .raw(
            ",\"ttlMs\":60000,\"cacheScope\":\"private\",\"_meta\":{\""
                + MetaKey.SERVER_INFO
                + "\":")
        .raw(serverInfo)
        .raw("}}")
        .slice();
  }

  /** Everything for all servers, which come and go; for one server, what it declares. */
  private static Slice capabilities(Catalog catalog, @Nullable ServerName scope) {
    List<Members> declared =
        catalog.offers(scope).stream()
            .map(HubCard::declared)
            .filter(one -> !one.isEmpty())
            .toList();
    JsonBuffer json = new JsonBuffer(256).raw("{");
    for (Map.Entry<String, String> capability : CAPABILITIES.entrySet()) {
      boolean offered =
          scope == null
              || declared.isEmpty()
              || declared.getFirst().find(capability.getKey()) != null;
      if (offered) {
        json.name(capability.getKey()).raw(capability.getValue());
      }
    }
    extensions(json, declared);
    return json.raw("}").slice();
  }

  /** Extensions pass through, so the hub has those that any of its servers has. */
  private static void extensions(JsonBuffer json, List<Members> declared) {
    Map<String, Slice> extensions = new LinkedHashMap<>();
    for (Members one : declared) {
      Members.inside(one.find("extensions"))
          .list()
          .forEach(member -> extensions.putIfAbsent(member.name(), member.value()));
    }
    if (!extensions.isEmpty()) {
      json.name("extensions").raw("{");
      extensions.forEach(json::member);
      json.raw("}");
    }
  }

  private static Members declared(ServerOffer server) {
    return Members.inside(server.offer().capabilities());
  }

  /** The hub's own words, then each server's, cut where one would drown the others. */
  private static String instructions(Catalog catalog, @Nullable ServerName scope) {
    StringBuilder text = new StringBuilder(scope == null ? INSTRUCTIONS : "");
    for (ServerOffer server : catalog.offers(scope)) {
      String own = server.offer().instructions();
      if (own != null && text.length() < MAX_ALL_INSTRUCTIONS) {
        text.append(text.isEmpty() ? "" : "\n\n");
        text.append(scope == null ? "Server " + server.server() + ": " : "");
        text.append(
            own.length() <= MAX_INSTRUCTIONS ? own : own.substring(0, MAX_INSTRUCTIONS) + "…");
      }
    }
    return text.toString();
  }

  static String modernVersions() {
    return Revision.dates(Era.MODERN).stream()
        .map(date -> "\"" + date + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
