package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import org.jspecify.annotations.Nullable;

/**
 * Whose a session is: to any other principal, and at any other path, it does not exist (T9).
 *
 * @param scope the server that the path names; null for the path of all servers
 */
public record Owner(Principal principal, @Nullable ServerName scope) {}
