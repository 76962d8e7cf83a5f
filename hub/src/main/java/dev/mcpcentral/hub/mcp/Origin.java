package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.session.Owner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a message came from: its exchange, who sent it, and the server or profile that its path
 * names, if any.
 */
record Origin(
    Exchange exchange,
    Principal principal,
    Surface surface,
    @Nullable ServerName scope,
    @Nullable String profile) {
  Origin(Exchange exchange, Principal principal, Surface surface, @Nullable ServerName scope) {
    this(exchange, principal, surface, scope, null);
  }

  /** Who may use a session that begins here. */
  Owner owner() {
    return new Owner(principal, scope, profile);
  }

  /** Whether the client can read an event stream; one that names no types at all takes anything. */
  boolean acceptsStream() {
    List<String> accept = exchange.headers("Accept");
    return accept.isEmpty()
        || accept.stream()
            .anyMatch(types -> types.contains("text/event-stream") || types.contains("*/*"));
  }

  Call call(Client client, Ask ask) {
    return new Call(principal, surface, client, ask, profile);
  }
}
