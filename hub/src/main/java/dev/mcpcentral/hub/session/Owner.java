package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import org.jspecify.annotations.Nullable;

/**
 * Whose a session is: to any other principal, and at any other path, it does not exist (T9).
 *
 * @param scope the server that the path names; null for the paths of several servers
 * @param profile the profile that the path names, if any
 */
public record Owner(Principal principal, @Nullable ServerName scope, @Nullable String profile) {
  public Owner(Principal principal, @Nullable ServerName scope) {
    this(principal, scope, null);
  }
}
