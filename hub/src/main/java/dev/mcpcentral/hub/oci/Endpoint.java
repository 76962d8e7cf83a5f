package dev.mcpcentral.hub.oci;

import dev.mcpcentral.hub.spec.RegistryAddress;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * How a registry is spoken to: plain HTTP on this machine only, which needs no TLS; everything else
 * is HTTPS.
 */
record Endpoint(RegistryAddress address) {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  boolean isLoopback() {
    return LOOPBACK.matcher(address.host()).matches();
  }

  /** The address of a path, which begins with {@code /v2/}. */
  URI uri(String path) {
    return URI.create((isLoopback() ? "http" : "https") + "://" + address + path);
  }
}
