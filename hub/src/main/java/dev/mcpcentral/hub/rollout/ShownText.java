package dev.mcpcentral.hub.rollout;

/** Text of servers, made short and harmless for a terminal and a page. */
final class ShownText {
  /** Of one value in a line, in characters. */
  static final int VALUE = 120;

  /** Of a whole line, in characters. */
  static final int LINE = 400;

  /** How much of what both texts have in common is shown before they part. */
  private static final int COMMON = 20;

  private ShownText() {}

  /** At most {@code limit} characters, with control and invisible ones written as escapes. */
  static String of(String text, int limit) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), limit) + 16);
    int at = 0;
    while (at < text.length() && shown.length() < limit) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      append(shown, character);
    }
    return at < text.length() ? shown.append('…').toString() : shown.toString();
  }

  /** Both texts in quotes, from where they part; a long one with how it grew. */
  static String change(String before, String after) {
    if (before.isEmpty()) {
      return "added: " + quoted(after, 0);
    }
    if (after.isEmpty()) {
      return "removed, was " + quoted(before, 0);
    }
    int start = start(before, after);
    boolean cut = Math.max(before.length(), after.length()) > VALUE;
    String sizes = cut ? " (%d → %d characters)".formatted(before.length(), after.length()) : "";
    return quoted(before, start) + " → " + quoted(after, start) + sizes;
  }

  private static int start(String before, String after) {
    if (Math.max(before.length(), after.length()) <= VALUE) {
      return 0;
    }
    int same = 0;
    int shorter = Math.min(before.length(), after.length());
    while (same < shorter && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    int start = Math.max(0, same - COMMON);
    boolean halved = start > 0 && Character.isLowSurrogate(before.charAt(start));
    return halved ? start - 1 : start;
  }

  private static String quoted(String text, int start) {
    return '"' + (start == 0 ? "" : "…") + of(text.substring(start), VALUE) + '"';
  }

  private static void append(StringBuilder shown, int character) {
    switch (character) {
      case '\n' -> shown.append("\\n");
      case '\t' -> shown.append("\\t");
      case '\r' -> shown.append("\\r");
      default -> {
        if (visible(character)) {
          shown.appendCodePoint(character);
        } else {
          shown.append(String.format("\\u%04x", character));
        }
      }
    }
  }

  /** Text that reads otherwise than it is stored is how a definition hides what it says. */
  private static boolean visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
