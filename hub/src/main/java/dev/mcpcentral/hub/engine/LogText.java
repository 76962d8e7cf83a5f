package dev.mcpcentral.hub.engine;

/** Text of a server's in a form that cannot drive a terminal or fake another line. */
final class LogText {
  /** Longest line in a log, in characters. */
  static final int MAX_CHARS = 8 << 10;

  private LogText() {}

  /** The line with control and invisible characters written as escapes, and cut. */
  static String neutral(String line) {
    StringBuilder text = new StringBuilder(Math.min(line.length(), MAX_CHARS) + 16);
    for (int i = 0; i < line.length() && text.length() < MAX_CHARS; ) {
      int character = line.codePointAt(i);
      i += Character.charCount(character);
      if (harmless(character)) {
        text.appendCodePoint(character);
      } else {
        text.append(String.format("\\u%04x", character));
      }
    }
    return text.toString();
  }

  private static boolean harmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character == '\t';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
