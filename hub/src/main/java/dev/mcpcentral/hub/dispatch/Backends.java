package dev.mcpcentral.hub.dispatch;

import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.ServerName;
import java.util.Optional;

/** Finds the backend behind a server's name; empty when the server has just been removed. */
@FunctionalInterface
public interface Backends {
  Optional<Backend> find(ServerName server);
}
