package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.catalog.Definition;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.translate.ToolHeaders;
import dev.mcpcentral.hub.upstream.UpstreamHeaders;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@code Mcp-Param-*} fields that a modern server's tools want to see (2026-07-28,
 * basic/transports/streamable-http, "Custom Headers from Tool Parameters").
 */
final class ToolFields {
  static final ToolFields NONE = new ToolFields(Map.of());

  private final Map<String, ToolHeaders> byTool;

  private ToolFields(Map<String, ToolHeaders> byTool) {
    this.byTool = byTool;
  }

  static ToolFields of(Offer offer) {
    Map<String, ToolHeaders> byTool = new HashMap<>();
    for (Definition tool : offer.list(Listing.TOOLS)) {
      try {
        ToolHeaders headers = ToolHeaders.of(tool.json());
        if (!headers.headers().isEmpty()) {
          byTool.put(tool.key(), headers);
        }
      } catch (MalformedJsonException impossible) {
        throw new IllegalStateException(impossible); // it was checked when it came
      }
    }
    return byTool.isEmpty() ? NONE : new ToolFields(Map.copyOf(byTool));
  }

  /** {@code fields} and those that the arguments in {@code outgoing} call for. */
  UpstreamHeaders added(UpstreamHeaders fields, Peer.Outgoing outgoing) {
    ToolHeaders wanted =
        outgoing.method().equals(ServerMethod.CALL_TOOL.method())
            ? byTool.get(outgoing.name())
            : null;
    if (wanted == null) {
      return fields;
    }
    UpstreamHeaders all = fields;
    try {
      Slice arguments = Members.ofObject(outgoing.params().withToken(0)).find("arguments");
      if (arguments != null) {
        for (Map.Entry<String, String> field : wanted.values(arguments).entrySet()) {
          all = all.with(field.getKey(), field.getValue());
        }
      }
      return all;
    } catch (MalformedJsonException impossible) {
      throw new IllegalStateException(impossible); // we wrote it ourselves
    }
  }
}
