package dev.mcpcentral.hub.upstream;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * HTTP/1.1 without encryption to one address that the hub itself chose: a container, or a server on
 * the loopback interface. Keeps connections alive.
 *
 * <p>An idle connection that the server has closed is noticed before a request goes out on it. A
 * request of which the kernel did not take a single byte goes out on another connection; a request
 * of which anything was sent never does.
 */
final class UpstreamHttp implements Upstream {
  private final UpstreamPool pool;
  private final byte[] hostLine;
  private final int maxBodyBytes;

  /**
   * @param address resolved
   * @param maxBodyBytes of an answer that is no event stream
   */
  UpstreamHttp(InetSocketAddress address, int maxBodyBytes, UpstreamReaper reaper) {
    this(address, Route.to(address), maxBodyBytes, reaper);
  }

  /** The same by another route. */
  UpstreamHttp(InetSocketAddress address, Route route, int maxBodyBytes, UpstreamReaper reaper) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("the address must be resolved: " + address);
    }
    String host = address.getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    this.pool = new UpstreamPool(address, route, reaper);
    this.hostLine =
        ("Host: " + literal + ":" + address.getPort() + "\r\n").getBytes(StandardCharsets.US_ASCII);
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public UpstreamResponse exchange(UpstreamRequest request, UpstreamHandle handle)
      throws UpstreamException {
    return new UpstreamExchange(pool, hostLine, handle).run(request, maxBodyBytes);
  }

  @Override
  public void close() {
    pool.close();
  }
}
