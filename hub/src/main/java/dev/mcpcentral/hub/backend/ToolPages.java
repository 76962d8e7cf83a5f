package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.ToolDefinition;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a server's whole tool list; bounded, and guarded against cursors that lead in circles. */
final class ToolPages {
  private static final int MAX_PAGES = 200;
  private static final int MAX_TOOLS = 10_000;

  private ToolPages() {}

  static List<ToolDefinition> read(Peer peer, Deadline deadline) throws PeerException {
    List<ToolDefinition> tools = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    @Nullable Slice cursor = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      Envelope answer =
          peer.request(
              Peer.Outgoing.plain("tools/list", params(peer.era(), cursor)),
              Caller.SILENT,
              deadline);
      if (!(answer instanceof Envelope.ResultResponse result)) {
        throw nonsense("tools/list was answered with an error");
      }
      tools.addAll(definitions(result));
      if (tools.size() > MAX_TOOLS) {
        throw nonsense("tools/list has more than " + MAX_TOOLS + " tools");
      }
      cursor = result.body().find("nextCursor");
      if (cursor == null || cursor.at(0) != '"') {
        return tools;
      }
      if (!seen.add(cursor.text())) {
        throw nonsense("tools/list does not end: it gave a cursor seen before");
      }
    }
    throw nonsense("tools/list has more than " + MAX_PAGES + " pages");
  }

  private static List<ToolDefinition> definitions(Envelope.ResultResponse result)
      throws PeerException {
    Slice tools = result.body().find("tools");
    if (tools == null) {
      throw nonsense("the result of tools/list has no \"tools\"");
    }
    try {
      return ToolDefinition.ofArray(tools);
    } catch (MalformedJsonException malformed) {
      throw nonsense("tools/list: " + malformed.getMessage());
    }
  }

  private static Slice params(Era era, @Nullable Slice cursor) {
    JsonBuffer params = new JsonBuffer(256).raw("{");
    if (cursor != null) {
      params.raw("\"cursor\":").slice(cursor);
    }
    if (era == Era.MODERN) {
      params.raw(cursor == null ? "" : ",").raw("\"_meta\":{").raw(Params.MODERN_META).raw("}");
    }
    return params.raw("}").slice();
  }

  private static PeerException nonsense(String message) {
    return new PeerException(PeerException.Kind.BROKEN, message);
  }
}
