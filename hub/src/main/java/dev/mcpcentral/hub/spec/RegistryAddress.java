package dev.mcpcentral.hub.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the local image registry answers, as in image references.
 *
 * @param host a name, or an IPv4 address
 * @param port 1 to 65,535
 */
public record RegistryAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?):([0-9]{1,5})");

  /** The address that Docker's own registry uses. */
  public static final RegistryAddress DEFAULT = new RegistryAddress("localhost", 5000);

  public RegistryAddress {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("the registry's port must be between 1 and 65535");
    }
  }

  /** Reads {@code host:port}. */
  public static RegistryAddress parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "expected a host and a port without http://, for example localhost:5000");
    }
    return new RegistryAddress(form.group(1), Integer.parseInt(form.group(3)));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
