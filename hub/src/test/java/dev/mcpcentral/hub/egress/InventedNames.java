package dev.mcpcentral.hub.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Makes names below {@value #DOMAIN} mean one address in every test of this module, so that tests
 * of names need no resolver: this Java runtime's own lookup is what is tested.
 */
public final class InventedNames extends InetAddressResolverProvider {
  public static final String DOMAIN = "world-of-tests.net";

  /** It looks like one out there, and nobody on the Internet routes it. */
  public static final String ADDRESS = "11.22.33.44";

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver usual = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return host.endsWith("." + DOMAIN)
            ? Stream.of(InetAddress.ofLiteral(ADDRESS))
            : usual.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return usual.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "invented names";
  }
}
