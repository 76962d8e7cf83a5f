package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The params of an outgoing request: the client's own bytes, with another name, another progress
 * token, and the {@code _meta} that the server's era wants. Arguments are copied as they are.
 *
 * @param head everything before the progress token
 * @param tail everything after it
 * @param clientToken the client's own token, to be put back into what the server reports; null when
 *     the client wants no progress
 */
record Params(Slice head, Slice tail, @Nullable Slice clientToken) {
  private static final String INPUTS = "inputResponses";
  private static final String STATE = "requestState";
  private static final Set<String> MODERN_ONLY = Set.of(INPUTS, STATE);
  private static final Set<String> LEGACY_ONLY = Set.of("task");
  private static final Slice NOTHING = Slice.of("");

  /**
   * What a modern server gets besides the client's own params, to go on where it asked for input.
   */
  record Inputs(@Nullable Slice responses, @Nullable Slice state) {
    static final Inputs NONE = new Inputs(null, null);
  }

  static Params fixed(Slice params) {
    return new Params(params, NOTHING, null);
  }

  /**
   * The params of {@code ask} for a server that knows the thing asked for as {@code name}.
   *
   * @param inputs replaces what the client sent of these
   */
  static Params of(Ask.OfServer ask, Client client, Era to, String name, Inputs inputs) {
    Era from = client.era();
    JsonBuffer buffer = new JsonBuffer(size(ask.params()) + name.length() + 320).raw("{");
    named(buffer, ask, name);
    Set<String> dropped = from == to ? Set.of() : from == Era.MODERN ? MODERN_ONLY : LEGACY_ONLY;
    for (Members.Member member : ask.params().list()) {
      String key = member.name();
      boolean ours =
          key.equals(ask.verb().key())
              || key.equals("_meta")
              || (to == Era.MODERN && MODERN_ONLY.contains(key));
      if (!ours && !dropped.contains(key)) {
        buffer.member(key, member.value());
      }
    }
    if (to == Era.MODERN && inputs.responses() != null) {
      buffer.member(INPUTS, inputs.responses());
    }
    if (to == Era.MODERN && inputs.state() != null) {
      buffer.member(STATE, inputs.state());
    }
    return withMeta(buffer, ask.meta(), client, to);
  }

  private static void named(JsonBuffer buffer, Ask.OfServer ask, String name) {
    if (ask.verb() == ServerMethod.COMPLETE) {
      buffer.name("ref");
      reference(buffer, ask.params().find("ref"), name);
    } else {
      buffer.name(ask.verb().key()).string(name);
    }
  }

  /** A completion's {@code ref}, which names a prompt or a resource template. */
  private static void reference(JsonBuffer buffer, @Nullable Slice ref, String name) {
    Slice quoted = Slice.of(JsonStrings.quote(name));
    buffer.raw("{");
    for (Members.Member member : Members.inside(ref).list()) {
      boolean names = member.name().equals("name") || member.name().equals("uri");
      buffer.member(member.name(), names ? quoted : member.value());
    }
    buffer.raw("}");
  }

  private static Params withMeta(JsonBuffer buffer, Members meta, Client client, Era to) {
    Era from = client.era();
    buffer.raw(",\"_meta\":{");
    if (to == Era.MODERN && from == Era.LEGACY) {
      buffer.raw(HubClient.meta(client.capabilities()));
      // A legacy client that asked for no level gets what servers send by themselves.
      LogLevel level = client.logLevel() == null ? LogLevel.INFO : client.logLevel();
      buffer.name(MetaKey.LOG_LEVEL).string(level.word());
    }
    for (Members.Member member : meta.list()) {
      String name = member.name();
      boolean foreign = from != to && name.startsWith(MetaKey.PREFIX);
      if (!foreign && !name.equals(MetaKey.PROGRESS_TOKEN)) {
        buffer.member(name, member.value());
      }
    }
    // Asked for even if the client is not interested: a server that reports progress gets more
    // time.
    Slice token = meta.find(MetaKey.PROGRESS_TOKEN);
    return new Params(buffer.name(MetaKey.PROGRESS_TOKEN).slice(), Slice.of("}}"), token);
  }

  private static int size(Members members) {
    return members.list().stream()
        .mapToInt(member -> member.name().length() + member.value().length() + 4)
        .sum();
  }

  /** The finished params; {@code token} is this hop's own progress token. */
  Slice withToken(long token) {
    return tail.length() == 0
        ? head
        : new JsonBuffer(head.length() + tail.length() + 20)
            .slice(head)
            .number(token)
            .slice(tail)
            .slice();
  }
}
