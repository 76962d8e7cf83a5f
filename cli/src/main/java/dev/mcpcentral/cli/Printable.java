package dev.mcpcentral.cli;

/** Text of others, made harmless for a terminal. */
final class Printable {
  private Printable() {}

  /** Control characters become visible; line ends and tabs stay. */
  static String text(String text) {
    if (text.chars().noneMatch(Printable::steers)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.chars().forEach(c -> append(safe, c));
    return safe.toString();
  }

  /** The first line, shortened to {@code limit} characters. */
  static String firstLine(String text, int limit) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() <= limit ? line : line.substring(0, limit - 1) + "…";
  }

  private static void append(StringBuilder safe, int c) {
    if (steers(c)) {
      safe.append("\\x")
          .append(Character.forDigit(c >> 4, 16))
          .append(Character.forDigit(c & 15, 16));
    } else {
      safe.append((char) c);
    }
  }

  private static boolean steers(int c) {
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
  }
}
