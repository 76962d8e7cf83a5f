package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.mcp.Era;

/** One request on its way through the hub. */
public record Call(Principal principal, Surface surface, Client client, Ask ask) {
  /** The form in which the client must be answered. */
  public Era era() {
    return client.era();
  }
}
