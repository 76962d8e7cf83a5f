package dev.mcpcentral.hub.registry;

import java.net.URI;
import java.util.Locale;

/** Text of others, made safe to show: short, on one line, without characters that deceive. */
final class Plain {
  private Plain() {}

  /** Control characters, direction marks, zero-width and tag characters go; blanks become one. */
  static String text(String text, int limit) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) || c == 0x85 || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .filter(Plain::honest)
        .filter(c -> c != ' ' || (!out.isEmpty() && out.charAt(out.length() - 1) != ' '))
        .limit(limit)
        .forEach(out::appendCodePoint);
    return out.toString().strip();
  }

  private static boolean honest(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** An http(s) address with a host and without user name; empty for anything else. */
  static String webAddress(String text) {
    try {
      URI uri = URI.create(text.strip());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("https") || scheme.equals("http");
      boolean plain = uri.getHost() != null && uri.getUserInfo() == null && text.length() <= 500;
      return web && plain ? uri.toASCIIString() : "";
    } catch (IllegalArgumentException notAnAddress) {
      return "";
    }
  }
}
