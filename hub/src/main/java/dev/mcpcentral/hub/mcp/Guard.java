package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.identity.Identity;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first look at every request: exactly one Host that is ours, a target that names no other, an
 * Origin that is absent or ours (DNS rebinding, threat T2), and a credential.
 */
public final class Guard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Supplier<Set<String>> allowedHosts;
  private final Identity identity;

  /**
   * {@code allowedHosts} are names, without ports, besides the loopback ones; asked with every
   * request.
   */
  public Guard(Supplier<Set<String>> allowedHosts, Identity identity) {
    this.allowedHosts = allowedHosts;
    this.identity = identity;
  }

  /** Why the request must not go on, or empty. */
  Optional<String> foreign(Exchange exchange) {
    List<String> hosts = exchange.headers("Host");
    if (hosts.size() != 1 || !allowed(hosts.getFirst())) {
      return Optional.of("this Host is not allowed; add it to auth.allowed-hosts if it is yours");
    }
    // RFC 9112 section 3.2.2: the authority of an absolute target counts, whatever Host says.
    if (!exchange.target().startsWith("/") && !ours(exchange.target())) {
      return Optional.of("this request target is not allowed; send the path alone");
    }
    List<String> origins = exchange.headers("Origin");
    if (origins.size() > 1 || (origins.size() == 1 && !ours(origins.getFirst()))) {
      return Optional.of(
          "this Origin is not allowed; add its host to auth.allowed-hosts if it is yours");
    }
    return Optional.empty();
  }

  Optional<Principal> principal(Exchange exchange) {
    List<String> authorization = exchange.headers("Authorization");
    return authorization.size() > 1
        ? Optional.empty()
        : identity.authenticate(
            authorization.isEmpty() ? null : authorization.getFirst(), exchange.loopback());
  }

  private boolean ours(String url) {
    try {
      URI uri = URI.create(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && allowedName(uri.getHost());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private boolean allowed(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    boolean hasPort = colon >= 0 && hostAndPort.indexOf(']', colon) < 0;
    return allowedName(hasPort ? hostAndPort.substring(0, colon) : hostAndPort);
  }

  private boolean allowedName(@Nullable String name) {
    return name != null && (LOOPBACK.contains(name) || isListed(name.toLowerCase(Locale.ROOT)));
  }

  private boolean isListed(String name) {
    return LOOPBACK.contains(name) || allowedHosts.get().contains(name);
  }
}
