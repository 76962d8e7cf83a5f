package dev.mcpcentral.protocol.json;

/**
 * Refuses bytes that different JSON parsers read differently (threat T3): anything but
 * shortest-form UTF-8, NUL bytes (a UTF-16 document looks like that) and escaped lone surrogates.
 */
final class TextCheck {
  private final byte[] bytes;
  private final int end;

  private TextCheck(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  static void check(Slice text) throws MalformedJsonException {
    new TextCheck(text.array(), text.end()).run(text.offset());
  }

  private void run(int start) throws MalformedJsonException {
    if (end - start >= 3
        && bytes[start] == (byte) 0xEF
        && bytes[start + 1] == (byte) 0xBB
        && bytes[start + 2] == (byte) 0xBF) {
      throw new MalformedJsonException("a byte order mark before the text");
    }
    int i = start;
    while (i < end) {
      byte b = bytes[i];
      if (b > 0 && b != '\\') {
        i++;
      } else if (b == '\\') {
        i = afterEscape(i, start);
      } else {
        i = afterMultiByte(i, start);
      }
    }
  }

  private int afterEscape(int at, int start) throws MalformedJsonException {
    if (at + 5 >= end || bytes[at + 1] != 'u') {
      return at + 2;
    }
    int unit = hex4(at + 2);
    if (unit < 0xD800 || unit > 0xDFFF) {
      return at + 6;
    }
    boolean pair =
        unit <= 0xDBFF
            && at + 11 < end
            && bytes[at + 6] == '\\'
            && bytes[at + 7] == 'u'
            && isLow(hex4(at + 8));
    if (!pair) {
      throw new MalformedJsonException("lone surrogate escape at byte " + (at - start));
    }
    return at + 12;
  }

  private static boolean isLow(int unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
  }

  /** The four hex digits at {@code at}, or -1 when they are none; the parser then refuses them. */
  private int hex4(int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Table 3-7 of the Unicode standard: well-formed byte sequences. */
  private int afterMultiByte(int at, int start) throws MalformedJsonException {
    int first = bytes[at] & 0xFF;
    int size =
        first >= 0xC2 && first <= 0xDF
            ? 2
            : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
    if (size == 0 || at + size > end || !secondFits(first, bytes[at + 1] & 0xFF)) {
      throw new MalformedJsonException("not UTF-8 text at byte " + (at - start));
    }
    for (int i = at + 2; i < at + size; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        throw new MalformedJsonException("not UTF-8 text at byte " + (i - start));
      }
    }
    return at + size;
  }

  private static boolean secondFits(int first, int second) {
    return switch (first) {
      case 0xE0 -> second >= 0xA0 && second <= 0xBF;
      case 0xED -> second >= 0x80 && second <= 0x9F;
      case 0xF0 -> second >= 0x90 && second <= 0xBF;
      case 0xF4 -> second >= 0x80 && second <= 0x8F;
      default -> second >= 0x80 && second <= 0xBF;
    };
  }
}
