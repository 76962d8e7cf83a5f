package dev.mcpcentral.hub.spec;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** Which addresses of servers that run elsewhere are acceptable. */
final class RemoteUrl {
  private static final int MAX_LENGTH = 2048;

  private RemoteUrl() {}

  /** Never repeats the text in its message: a query may hold a key. */
  static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "url: is not followed by an address such as url:https://mcp.example.com/mcp (wrong at character "
              + (e.getIndex() + 1)
              + ")");
    }
  }

  static void check(URI url) {
    String scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null || url.isOpaque() || url.toString().length() > MAX_LENGTH) {
      throw refusal("expected an address such as url:https://mcp.example.com/mcp");
    }
    if (url.getRawUserInfo() != null) {
      throw refusal("an address must not hold a user name or password");
    }
    if (url.getRawFragment() != null) {
      throw refusal("an address must not have a '#' part");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw refusal("the port must be between 1 and 65535");
    }
    boolean encrypted = scheme.equalsIgnoreCase("https");
    boolean local = scheme.equalsIgnoreCase("http") && isLoopback(url.getHost());
    if (!encrypted && !local) {
      throw refusal(
          "only https is accepted (http for 127.0.0.1, ::1 and localhost): anybody on the way could read and change the calls");
    }
  }

  static String withoutQuery(URI url) {
    String text = url.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query) + "?…";
  }

  private static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static IllegalArgumentException refusal(String reason) {
    return new IllegalArgumentException("url: " + reason);
  }
}
