package dev.mcpcentral.hub.registry;

import dev.mcpcentral.hub.outbound.AddressRules;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Fetches a catalog from an address that somebody gave: over https from the public internet, or
 * from this machine when the address names it itself. Bounded in size, time and redirects.
 *
 * <p>Every address that a name has is checked. The JDK keeps that answer for some seconds, so the
 * connection goes where the check looked.
 */
final class CatalogDownload {
  private static final int MAX_BYTES = 32 << 20;
  private static final int MAX_REDIRECTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration WHOLE = Duration.ofMinutes(2);

  private CatalogDownload() {}

  /**
   * The text behind this address.
   *
   * @throws CatalogException which says why it cannot be had
   */
  static String text(String address) {
    long end = System.nanoTime() + WHOLE.toNanos();
    try {
      URI uri = checked(address);
      for (int i = 0; i <= MAX_REDIRECTS; i++) {
        HttpURLConnection connection = open(uri);
        try {
          int status = connection.getResponseCode();
          if (status == HttpURLConnection.HTTP_OK) {
            return read(connection, end);
          }
          String next = connection.getHeaderField("Location");
          if (status / 100 != 3 || next == null) {
            throw new CatalogException(uri.getHost() + " answered with status " + status);
          }
          uri = redirected(uri, next);
        } finally {
          connection.disconnect();
        }
      }
      throw new CatalogException(
          uri.getHost() + " redirects more than " + MAX_REDIRECTS + " times");
    } catch (IOException failed) {
      throw new CatalogException("the catalog cannot be fetched: " + failed.getMessage(), failed);
    }
  }

  private static URI redirected(URI from, String next) throws IOException {
    URI to = checked(from.resolve(next).toString());
    if (isLoopback(to) && !isLoopback(from)) {
      throw new CatalogException(from.getHost() + " redirects to this machine: refused");
    }
    return to;
  }

  /** The address, when it may be asked. */
  static URI checked(String address) throws IOException {
    URI uri = parsed(address);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      throw new CatalogException("a catalog's address is https://host/path, without a user name");
    }
    if (isLoopback(uri)) {
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new CatalogException("a catalog is fetched over https");
      }
      return uri;
    }
    if (!scheme.equals("https")) {
      throw new CatalogException("a catalog is fetched over https; http is for this machine only");
    }
    for (InetAddress one : InetAddress.getAllByName(uri.getHost())) {
      if (AddressRules.inner(one).isPresent()) {
        throw new CatalogException(
            uri.getHost()
                + " is an address of a private network: download the file and import that");
      }
    }
    return uri;
  }

  private static URI parsed(String address) {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException malformed) {
      throw new CatalogException("that is not an address", malformed);
    }
  }

  /** Only where the address itself says so: a name that leads to this machine does not count. */
  private static boolean isLoopback(URI uri) {
    String host = String.valueOf(uri.getHost());
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }

  private static HttpURLConnection open(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    connection.setRequestProperty("Accept", "application/json, application/yaml, text/plain");
    return connection;
  }

  private static String read(HttpURLConnection connection, long end) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      var out = new java.io.ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if (out.size() > MAX_BYTES || System.nanoTime() > end) {
          throw new CatalogException(
              "the catalog is larger than 32 MiB, or takes over two minutes");
        }
      }
      return out.toString(StandardCharsets.UTF_8);
    }
  }
}
