package dev.mcpcentral.hub.egress;

import dev.mcpcentral.hub.spec.Egress;
import java.net.InetAddress;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a spec's {@code egress} lets through.
 *
 * @param learning {@code egress: learn}: besides the entries, everything that is out there
 */
record Allowlist(List<Egress> entries, boolean learning) {
  /**
   * Where programs look for TLS, HTTP and mail over TLS: while a server's ports are not known yet,
   * these are kept open for it.
   */
  private static final List<Integer> USUAL_PORTS =
      List.of(80, 443, 465, 636, 993, 995, 5671, 6697, 8080, 8443, 8883, 9443);

  Allowlist {
    entries = List.copyOf(entries);
  }

  Allowlist(List<Egress> entries) {
    this(entries, false);
  }

  /** A literal address is never covered by a pattern: patterns stand for names. */
  boolean covers(Destination destination) {
    if (learning) {
      return true;
    }
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

  /** Whether the server is to find this name at all, at whatever port. */
  boolean knows(Host.Name name) {
    boolean listed = entries.stream().anyMatch(entry -> matches(entry.host(), name.text()));
    return listed || (learning && SpecialNames.outThere(name.text()));
  }

  /** The ports at which names can be reached; an address that was written down is no name. */
  NavigableSet<Integer> ports() {
    NavigableSet<Integer> ports = new TreeSet<>(learning ? USUAL_PORTS : List.of());
    entries.stream().filter(entry -> !literal(entry)).map(Egress::port).forEach(ports::add);
    return ports;
  }

  /** The one host that a connection to this port can be meant for, if there is only one. */
  Optional<Host.Name> only(int port) {
    List<Host.Name> names = named(port);
    boolean one = names.size() == 1 && !names.getFirst().text().startsWith("*");
    return one && !learning ? Optional.of(names.getFirst()) : Optional.empty();
  }

  /** The names that are listed as they are, with one of these ports. */
  List<Host.Name> exactNames(Set<Integer> ports) {
    return ports.stream()
        .flatMap(port -> named(port).stream())
        .filter(name -> !name.text().startsWith("*"))
        .distinct()
        .toList();
  }

  private List<Host.Name> named(int port) {
    return entries.stream()
        .filter(entry -> entry.port() == port && !literal(entry))
        .map(entry -> new Host.Name(entry.host()))
        .distinct()
        .toList();
  }

  private static boolean literal(Egress entry) {
    return Host.declared(entry.host()).filter(Host.Literal.class::isInstance).isPresent();
  }

  private static boolean matches(String pattern, String name) {
    if (pattern.startsWith("*.")) {
      return name.endsWith(pattern.substring(1)) && name.length() >= pattern.length();
    }
    return pattern.equals("*") || pattern.equals(name);
  }
}
