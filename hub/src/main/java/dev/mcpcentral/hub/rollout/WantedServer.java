package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.ServerSpec;

/**
 * A server that is to be there.
 *
 * @param discoveredAs id of the container that it was discovered as; empty when it is declared
 */
record WantedServer(ServerSpec spec, String discoveredAs) {
  static WantedServer declared(ServerSpec spec) {
    return new WantedServer(spec, "");
  }
}
