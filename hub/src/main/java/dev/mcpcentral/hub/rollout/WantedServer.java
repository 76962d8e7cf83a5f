package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.util.List;

/**
 * A server that is to be there.
 *
 * @param discoveredAs id of the container that it was discovered as; empty when it is declared
 * @param waivers of this server; without them it might not be started
 */
record WantedServer(ServerSpec spec, String discoveredAs, List<Waiver> waivers) {
  WantedServer {
    waivers = List.copyOf(waivers);
  }

  static WantedServer declared(ServerSpec spec, List<Waiver> waivers) {
    return new WantedServer(spec, "", waivers);
  }
}
