package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Discovery;
import java.util.Set;

/**
 * What the operator lets the hub discover.
 *
 * @param names of servers that are there already: they win over a discovered one
 * @param containers by name, which the operator has declared: they are no discoveries any more
 */
public record DiscoveryTerms(Discovery mode, Set<ServerName> names, Set<String> containers) {
  public DiscoveryTerms {
    names = Set.copyOf(names);
    containers = Set.copyOf(containers);
  }
}
