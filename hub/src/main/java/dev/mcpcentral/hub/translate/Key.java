package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.Slice;
import java.nio.charset.StandardCharsets;

/**
 * The end of a member name that is searched for in raw bytes, so that JSON which cannot have it
 * need not be parsed.
 *
 * <p>Never misses one: where a server writes letters of the name as escapes, those are found
 * themselves. What is found may still be no member name.
 */
final class Key {
  private final byte[] letters;

  /** {@code letters}: ASCII letters only, as other characters may be escaped in other ways. */
  Key(String letters) {
    if (!letters.chars().allMatch(c -> c < 0x80 && Character.isLetter(c))) {
      throw new IllegalArgumentException(letters);
    }
    this.letters = letters.getBytes(StandardCharsets.US_ASCII);
  }

  boolean mayBeIn(Slice json) {
    byte[] bytes = json.array();
    int end = json.end();
    for (int i = json.offset(); i < end; i++) {
      byte b = bytes[i];
      if (b == '"' && endsAt(i, json) || b == '\\' && escapesLetter(bytes, i, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean endsAt(int quote, Slice json) {
    int from = quote - letters.length;
    if (from < json.offset()) {
      return false;
    }
    for (int i = 0; i < letters.length; i++) {
      if (json.array()[from + i] != letters[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether an escape in the range of ASCII letters stands at {@code at}. */
  private static boolean escapesLetter(byte[] bytes, int at, int end) {
    return at + 4 < end
        && bytes[at + 1] == 'u'
        && bytes[at + 2] == '0'
        && bytes[at + 3] == '0'
        && bytes[at + 4] >= '4'
        && bytes[at + 4] <= '7';
  }
}
