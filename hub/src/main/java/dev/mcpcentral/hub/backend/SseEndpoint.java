package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.upstream.UpstreamException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * Where an HTTP+SSE server wants messages to be posted (2024-11-05, basic/transports): on the same
 * origin as its stream, because anything else would let a server point the hub at others.
 */
final class SseEndpoint {
  private SseEndpoint() {}

  /**
   * Path and query of {@code endpoint}, which may be relative to {@code stream}.
   *
   * @throws UpstreamException when it is no address, or one of another origin
   */
  static String target(URI stream, String endpoint) throws UpstreamException {
    URI resolved;
    try {
      resolved = stream.resolve(endpoint.strip());
    } catch (IllegalArgumentException nonsense) {
      throw UpstreamException.protocol("its 'endpoint' event holds no address");
    }
    if (!isSameOrigin(stream, resolved)) {
      throw UpstreamException.protocol(
          "its 'endpoint' event names another origin, which is refused");
    }
    return HttpWire.target(resolved);
  }

  private static boolean isSameOrigin(URI one, URI other) {
    return lower(one.getScheme()).equals(lower(other.getScheme()))
        && lower(one.getHost()).equals(lower(other.getHost()))
        && port(one) == port(other)
        && Objects.equals(one.getRawUserInfo(), other.getRawUserInfo());
  }

  private static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : "https".equals(lower(uri.getScheme())) ? 443 : 80;
  }
}
