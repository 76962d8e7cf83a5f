package dev.mcpcentral.hub.egress;

import dev.mcpcentral.hub.spec.Egress;
import java.net.InetAddress;
import java.util.List;

/** What a spec's {@code egress} lets through. */
record Allowlist(List<Egress> entries) {
  Allowlist {
    entries = List.copyOf(entries);
  }

  /** A literal address is never covered by a pattern: patterns stand for names. */
  boolean covers(Destination destination) {
    return switch (destination.host()) {
      case Host.Name(String name) ->
          entries.stream().anyMatch(e -> e.port() == destination.port() && matches(e.host(), name));
      case Host.Literal(InetAddress address) -> declares(address, destination.port());
    };
  }

  /** Whether the operator wrote down this very address. */
  boolean declares(InetAddress address, int port) {
    Host.Literal literal = new Host.Literal(address);
    return entries.stream()
        .filter(entry -> entry.port() == port)
        .anyMatch(entry -> Host.declared(entry.host()).filter(literal::equals).isPresent());
  }

  private static boolean matches(String pattern, String name) {
    if (pattern.startsWith("*.")) {
      return name.endsWith(pattern.substring(1)) && name.length() >= pattern.length();
    }
    return pattern.equals("*") || pattern.equals(name);
  }
}
