package dev.mcpcentral.hub.spec;

import dev.mcpcentral.hub.call.ServerName;
import java.util.Set;

/**
 * A view on the servers for some clients, at {@code /mcp/NAME}.
 *
 * @param name 1 to 32 characters, like a server's name
 * @param servers those that it shows; empty for all
 */
public record Profile(String name, Set<ServerName> servers, Discovery discovery) {
  public Profile {
    name = new ServerName(name).value(); // the same grammar
    servers = Set.copyOf(servers);
  }

  /** How a client learns of tools. */
  public enum Discovery {
    /** All definitions are listed. */
    LIST,
    /**
     * {@code find_tools} and {@code call_tool} stand for all of them, to save a model's context.
     */
    SEARCH
  }

  public boolean shows(ServerName server) {
    return servers.isEmpty() || servers.contains(server);
  }
}
