package dev.mcpcentral.hub.spec;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One address that a server may reach, written {@code host:port}.
 *
 * @param host a name in small letters, {@code *.} and a name for everything below it, {@code *} for
 *     every name, or a literal address (IPv6 without brackets)
 * @param port 1 to 65,535
 */
public record Egress(String host, int port) {
  private static final Pattern NAME =
      Pattern.compile(
          "(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");
  private static final Pattern NUMBER_LAST = Pattern.compile("(^|\\.)(\\d+|0x[0-9a-f]*)$");
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final int MAX_NAME = 253;

  /** Refuses other hosts and ports with {@link IllegalArgumentException}. */
  public Egress {
    boolean valid =
        host.equals("*")
            || (host.length() <= MAX_NAME && NAME.matcher(host).matches() && unambiguous(host))
            || (host.contains(":") && IPV6.matcher(host).matches() && isAddress(host));
    if (!valid || port < 1 || port > 65_535) {
      throw malformed();
    }
  }

  /** Some take {@code 127.1} and {@code 0x7f.1} for addresses, some for names; nobody may. */
  private static boolean unambiguous(String host) {
    return !NUMBER_LAST.matcher(host).find() || IPV4.matcher(host).matches();
  }

  static boolean isAddress(String host) {
    try {
      return InetAddress.ofLiteral(host).getAddress().length > 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Reads the written form; IPv6 addresses stand in brackets. */
  public static Egress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || colon > 300) {
      throw malformed();
    }
    String host = text.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.contains(":") && !bracketed) {
      throw malformed();
    }
    try {
      return new Egress(
          bracketed ? host.substring(1, host.length() - 1) : host,
          Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "an egress entry is a host and a port, for example api.example.com:443 or *.example.com:443");
  }

  /** Whether it stands for hosts that nobody named. */
  boolean wide() {
    return host.startsWith("*");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
