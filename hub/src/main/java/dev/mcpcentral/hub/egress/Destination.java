package dev.mcpcentral.hub.egress;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Where a client wants to go. */
record Destination(Host host, int port) {
  private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

  /**
   * Reads {@code host:port}; empty for everything else, user information included.
   *
   * @param defaultPort for an authority without one
   */
  static Optional<Destination> parse(String authority, OptionalInt defaultPort) {
    int colon = authority.lastIndexOf(':');
    boolean withPort = colon > authority.lastIndexOf(']');
    if (!withPort && defaultPort.isEmpty()) {
      return Optional.empty();
    }
    String port = withPort ? authority.substring(colon + 1) : "" + defaultPort.getAsInt();
    if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65_535) {
      return Optional.empty();
    }
    return Host.parse(withPort ? authority.substring(0, colon) : authority)
        .map(host -> new Destination(host, Integer.parseInt(port)));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
