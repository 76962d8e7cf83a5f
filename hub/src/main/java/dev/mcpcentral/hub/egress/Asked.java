package dev.mcpcentral.hub.egress;

/**
 * What a server asked for while its egress was learned.
 *
 * @param host a name, or an address (IPv6 in brackets)
 * @param port 0 when the name was looked up and no connection was seen
 * @param traffic {@code allowed} is how often it was connected to; {@code refused} is how often it
 *     was not, because it is no address out there
 */
public record Asked(String host, int port, Traffic traffic) {
  /** Whether the list that is proposed has it. */
  public boolean proposed() {
    return port > 0 && traffic.allowed() > 0;
  }

  @Override
  public String toString() {
    return port == 0 ? host : host + ":" + port;
  }
}
