package dev.mcpcentral.hub.oci;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where a registry listens, as in the first part of an image's name: {@code localhost:5000}. Plain
 * HTTP is spoken to this machine only; everything else is HTTPS.
 */
public record RegistryAddress(String host, int port) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251})?");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  /** Where the registry of this machine listens unless the configuration says otherwise. */
  public static final RegistryAddress DEFAULT = new RegistryAddress("localhost", 5000);

  public RegistryAddress {
    if (!HOST.matcher(host).matches() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "expected a host and a port, for example localhost:5000, not '"
              + host
              + ":"
              + port
              + "'");
    }
  }

  /** Reads {@code host:port}; {@link IllegalArgumentException}, for people, for anything else. */
  public static RegistryAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new RegistryAddress(
          text.substring(0, Math.max(colon, 0)), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a host and a port, for example localhost:5000, not '" + text + "'", e);
    }
  }

  /** Whether that is this machine, whose registry needs no TLS and can be started here. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(host).matches();
  }

  /** The address of a path below {@code /v2/}. */
  URI uri(String path) {
    return URI.create((isLoopback() ? "http" : "https") + "://" + this + path);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
