package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.MetaKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The params of an outgoing request: the client's own bytes, with another tool name, another
 * progress token, and the {@code _meta} that the server's era wants. Arguments are copied as they
 * are.
 *
 * @param head everything before the progress token
 * @param tail everything after it
 * @param clientToken the client's own token, to be put back into what the server reports; null when
 *     the client wants no progress
 */
record Params(Slice head, Slice tail, @Nullable Slice clientToken) {
  private static final Set<String> MODERN_ONLY = Set.of("inputResponses", "requestState");
  private static final Set<String> LEGACY_ONLY = Set.of("task");
  private static final Slice NOTHING = Slice.of("");

  /**
   * {@code _meta} of requests that the hub makes to a modern server on behalf of a client without
   * one (2026-07-28, basic).
   */
  static final String MODERN_META =
      "\""
          + MetaKey.PROTOCOL_VERSION
          + "\":\"2026-07-28\",\""
          + MetaKey.CLIENT_CAPABILITIES
          + "\":{},\""
          + MetaKey.CLIENT_INFO
          + "\":{\"name\":\"mcp-central\",\"version\":\"0.1.0\"}";

  static Params fixed(Slice params) {
    return new Params(params, NOTHING, null);
  }

  /** The params of {@code ask} for a server that calls the tool {@code tool}. */
  static Params of(Ask.CallTool ask, Era from, Era to, String tool) {
    JsonBuffer buffer =
        new JsonBuffer(size(ask.params()) + tool.length() + 320).raw("{\"name\":").string(tool);
    Set<String> dropped = from == to ? Set.of() : from == Era.MODERN ? MODERN_ONLY : LEGACY_ONLY;
    for (Members.Member member : ask.params().list()) {
      String name = member.name();
      if (!name.equals("name") && !name.equals("_meta") && !dropped.contains(name)) {
        buffer.raw(",").string(name).raw(":").slice(member.value());
      }
    }
    return withMeta(buffer, ask.meta(), from, to);
  }

  private static Params withMeta(JsonBuffer buffer, Members meta, Era from, Era to) {
    buffer.raw(",\"_meta\":{");
    String comma = "";
    if (to == Era.MODERN && from == Era.LEGACY) {
      buffer.raw(MODERN_META);
      comma = ",";
    }
    for (Members.Member member : meta.list()) {
      String name = member.name();
      boolean foreign = from != to && name.startsWith(MetaKey.PREFIX);
      if (!foreign && !name.equals(MetaKey.PROGRESS_TOKEN)) {
        buffer.raw(comma).string(name).raw(":").slice(member.value());
        comma = ",";
      }
    }
    Slice token = meta.find(MetaKey.PROGRESS_TOKEN);
    if (token == null) {
      return new Params(buffer.raw("}}").slice(), NOTHING, null);
    }
    return new Params(buffer.raw(comma).raw("\"progressToken\":").slice(), Slice.of("}}"), token);
  }

  private static int size(Members members) {
    return members.list().stream()
        .mapToInt(member -> member.name().length() + member.value().length() + 4)
        .sum();
  }

  /** The finished params; {@code token} is this hop's own progress token. */
  Slice withToken(long token) {
    return clientToken == null
        ? head
        : new JsonBuffer(head.length() + tail.length() + 20)
            .slice(head)
            .number(token)
            .slice(tail)
            .slice();
  }
}
