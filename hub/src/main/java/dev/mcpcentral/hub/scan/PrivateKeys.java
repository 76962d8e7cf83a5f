package dev.mcpcentral.hub.scan;

/**
 * Private keys in PEM form (RFC 7468): a header, then key material. Libraries are full of the
 * header alone, in code and documentation; that is no key.
 */
final class PrivateKeys {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END_OF_HEADER = "PRIVATE KEY";
  private static final int LONGEST_HEADER = 80;

  /** A key of 256 bits takes more letters than this. */
  private static final int LEAST_MATERIAL = 60;

  private static final int LOOK_AHEAD = 400;

  private PrivateKeys() {}

  static boolean at(byte[] bytes, int length, int at) {
    if (!starts(bytes, length, at, BEGIN)) {
      return false;
    }
    int end = at + BEGIN.length();
    int limit = Math.min(length - END_OF_HEADER.length(), at + LONGEST_HEADER);
    while (end < limit && !starts(bytes, length, end, END_OF_HEADER)) {
      byte c = bytes[end];
      if (!(c >= 'A' && c <= 'Z') && c != ' ') {
        return false;
      }
      end++;
    }
    return end < limit && hasMaterial(bytes, length, end + END_OF_HEADER.length());
  }

  /**
   * A long run of Base64, perhaps after header lines; a line end may be written as {@code \n}, as
   * in JSON.
   */
  private static boolean hasMaterial(byte[] bytes, int length, int from) {
    int run = 0;
    int limit = Math.min(length, from + LOOK_AHEAD);
    for (int i = from; i < limit; i++) {
      byte c = bytes[i];
      if (c == '\\' && i + 1 < limit && (bytes[i + 1] == 'n' || bytes[i + 1] == 'r')) {
        i++;
      } else if (base64(c)) {
        run++;
        if (run >= LEAST_MATERIAL) {
          return true;
        }
      } else if (c != '\n' && c != '\r') {
        run = 0;
      }
    }
    return false;
  }

  private static boolean base64(byte c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/';
  }

  private static boolean starts(byte[] bytes, int length, int at, String text) {
    if (at + text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
