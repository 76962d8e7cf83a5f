package dev.mcpcentral.hub.upstream;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;

/**
 * Opens upstreams; they share one reaper of deadlines and, where TLS is wanted, one library client.
 */
public final class Upstreams {
  private static final int MAX_BODY = 16 << 20;
  private static final UpstreamReaper REAPER = new UpstreamReaper();

  private Upstreams() {}

  /** Plain HTTP to a container or to this machine. */
  public static Upstream to(InetSocketAddress address) {
    return new UpstreamHttp(address, MAX_BODY, REAPER);
  }

  /** The same by another route; requests name the address all the same. */
  public static Upstream to(InetSocketAddress address, Route route) {
    return new UpstreamHttp(address, route, MAX_BODY, REAPER);
  }

  /**
   * What an operator wrote after {@code url:}: plain HTTP was accepted for loopback addresses only.
   */
  public static Upstream to(URI url) {
    if (!"http".equals(url.getScheme())) {
      return new UpstreamHttps(url, MAX_BODY, Tls.CLIENT, REAPER);
    }
    int port = url.getPort() < 0 ? 80 : url.getPort();
    return to(new InetSocketAddress(url.getHost(), port));
  }

  /** Made when the first remote server needs it: starting it costs what no local hub should pay. */
  private static final class Tls {
    static final HttpClient CLIENT = UpstreamHttps.newClient();
  }
}
