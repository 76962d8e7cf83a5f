package dev.mcpcentral.hub.audit;

/** Reads the numbers of a body one after the other. */
final class Digits {
  private static final int MAX_DIGITS = 18;

  private final byte[] bytes;
  private int at;

  Digits(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** The number here, or -1 when there is none. */
  long next() {
    int start = at;
    long value = 0;
    while (at < bytes.length && at - start < MAX_DIGITS && bytes[at] >= '0' && bytes[at] <= '9') {
      value = 10 * value + (bytes[at++] - '0');
    }
    return at == start ? -1 : value;
  }

  boolean stoppedAt(char c) {
    return at < bytes.length && bytes[at] == c;
  }

  void skip(char c) {
    if (stoppedAt(c)) {
      at++;
    }
  }
}
