package dev.mcpcentral.hub.translate;

import java.util.Random;

/** Text that a server could choose: schemes, separators, escapes, any character; reproducible. */
final class RandomText {
  private static final String[] PIECES = {
    "ui://", "mcp://", "file:///", "/", "//", ".", "..", "%", "%2F", "%252F", "?", "#", "{id}",
    "{+path}", "[::1]", " ", "\"", "\\", "\n", "\u0000", "\u007f", "é", "日本", "😀", "a", "Z9"
  };

  private RandomText() {}

  static String of(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
