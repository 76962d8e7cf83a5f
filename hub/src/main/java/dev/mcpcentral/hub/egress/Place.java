package dev.mcpcentral.hub.egress;

import dev.mcpcentral.hub.outbound.Subnet;
import java.net.InetAddress;

/**
 * Where an outlet listens, and for whom.
 *
 * @param gateway the address of this machine on the server's own network
 * @param guests that network: nobody outside of it is served
 */
public record Place(InetAddress gateway, Subnet guests) {
  /**
   * Whether a connection comes from the server. Processes of this machine and containers of other
   * networks reach the gateway's address, too, but not from an address of this network.
   */
  boolean welcomes(InetAddress caller) {
    return guests.contains(caller) && !caller.equals(gateway);
  }
}
