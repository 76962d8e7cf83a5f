package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.mcp.Era;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the hub.
 *
 * @param profile the view on the servers that the client's address names; null for all of them
 */
public record Call(
    Principal principal, Surface surface, Client client, Ask ask, @Nullable String profile) {
  public Call(Principal principal, Surface surface, Client client, Ask ask) {
    this(principal, surface, client, ask, null);
  }

  /** The form in which the client must be answered. */
  public Era era() {
    return client.era();
  }
}
