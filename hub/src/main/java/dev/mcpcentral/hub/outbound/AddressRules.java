package dev.mcpcentral.hub.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses are somewhere out there. Everything that leads back to this machine, its networks
 * or the provider's own services is named instead, for people (IANA special-purpose address
 * registries, RFC 6890).
 */
public final class AddressRules {
  private record Range(Subnet subnet, String what) {
    Range(String subnet, String what) {
      this(Subnet.parse(subnet), what);
    }
  }

  private static final List<Range> INNER_IPV4 =
      List.of(
          new Range("0.0.0.0/8", "an address of this machine"),
          new Range("10.0.0.0/8", "a private address"),
          new Range("100.64.0.0/10", "a provider's shared address"),
          new Range("127.0.0.0/8", "a loopback address"),
          new Range("168.63.129.16/32", "a cloud provider's own service"),
          new Range("169.254.0.0/16", "a link-local address"),
          new Range("172.16.0.0/12", "a private address"),
          new Range("192.0.0.0/24", "a reserved address"),
          new Range("192.0.2.0/24", "an address for documentation"),
          new Range("192.88.99.0/24", "a 6to4 relay"),
          new Range("192.168.0.0/16", "a private address"),
          new Range("198.18.0.0/15", "an address for benchmarks"),
          new Range("198.51.100.0/24", "an address for documentation"),
          new Range("203.0.113.0/24", "an address for documentation"),
          new Range("224.0.0.0/4", "a multicast address"),
          new Range("240.0.0.0/4", "a reserved address"));

  /** All that IANA has given out for the Internet; loopback, NAT64 and private ones are outside. */
  private static final Subnet GLOBAL_IPV6 = Subnet.parse("2000::/3");

  private static final List<Range> INNER_IPV6 =
      List.of(
          new Range("2001::/23", "a Teredo or reserved address"),
          new Range("2001:db8::/32", "an address for documentation"),
          new Range("2002::/16", "a 6to4 address"),
          new Range("3fff::/20", "an address for documentation"));

  private AddressRules() {}

  /** What an address is that nobody is let through to; empty for an address out there. */
  public static Optional<String> inner(InetAddress address) {
    if (!(address instanceof Inet4Address) && !GLOBAL_IPV6.contains(address)) {
      return Optional.of("a private, local or translated address");
    }
    List<Range> ranges = address instanceof Inet4Address ? INNER_IPV4 : INNER_IPV6;
    return ranges.stream()
        .filter(range -> range.subnet().contains(address))
        .map(Range::what)
        .findFirst()
        .or(() -> neighbour(address));
  }

  /** Addresses on the networks that this machine is part of, the engine's among them. */
  private static Optional<String> neighbour(InetAddress address) {
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      boolean near =
          interfaces
              .flatMap(each -> each.getInterfaceAddresses().stream())
              .filter(own -> own.getNetworkPrefixLength() > 0)
              .map(own -> new Subnet(own.getAddress(), own.getNetworkPrefixLength()))
              .anyMatch(subnet -> subnet.contains(address));
      return near ? Optional.of("an address of this machine's own networks") : Optional.empty();
    } catch (SocketException _) {
      return Optional.of("an address that could not be compared with this machine's networks");
    }
  }
}
