package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The start line and the few headers of an HTTP/1.1 message that a benchmark needs. Mutable and
 * reused: nothing is allocated per message.
 */
final class HttpHead {
  private static final byte[] CONTENT_LENGTH = lower("content-length:");
  private static final byte[] TRANSFER_ENCODING = lower("transfer-encoding:");
  private static final byte[] CONTENT_TYPE = lower("content-type:");
  private static final byte[] CONNECTION = lower("connection:");
  private static final byte[] PROTOCOL_VERSION = lower("mcp-protocol-version:");
  private static final byte[] CHUNKED = lower("chunked");
  private static final byte[] EVENT_STREAM = lower("text/event-stream");
  private static final byte[] CLOSE = lower("close");
  private static final byte[] MODERN = lower("2026-07-28");

  private int start;
  private int startLineEnd;
  private int bodyStart;
  private int contentLength;
  private boolean chunked;
  private boolean eventStream;
  private boolean close;
  private boolean modern;

  /** Reads the head that starts at {@code from}; false when its blank line has not arrived yet. */
  boolean parse(byte[] bytes, int from, int to) {
    reset(from);
    int line = from;
    for (int at = from; at < to; at++) {
      if (bytes[at] != '\n') {
        continue;
      }
      int end = at > line && bytes[at - 1] == '\r' ? at - 1 : at;
      if (end == line) {
        bodyStart = at + 1;
        return true;
      }
      if (line == from) {
        startLineEnd = end;
      } else {
        header(bytes, line, end);
      }
      line = at + 1;
    }
    return false;
  }

  private void reset(int from) {
    start = from;
    startLineEnd = from;
    contentLength = -1;
    chunked = false;
    eventStream = false;
    close = false;
    modern = false;
  }

  private void header(byte[] bytes, int from, int to) {
    // Two letters decide which names can match, so that most headers cost one comparison.
    switch (bytes[from] | 0x20) {
      case 'c' -> lengthTypeOrConnection(bytes, from, to);
      case 't' ->
          chunked |= named(bytes, from, to, TRANSFER_ENCODING) && has(bytes, from, to, CHUNKED);
      case 'm' ->
          modern |= named(bytes, from, to, PROTOCOL_VERSION) && has(bytes, from, to, MODERN);
      default -> {}
    }
  }

  private void lengthTypeOrConnection(byte[] bytes, int from, int to) {
    if (named(bytes, from, to, CONTENT_LENGTH)) {
      contentLength = number(bytes, from + CONTENT_LENGTH.length, to);
    } else if (named(bytes, from, to, CONTENT_TYPE)) {
      eventStream = has(bytes, from, to, EVENT_STREAM);
    } else if (named(bytes, from, to, CONNECTION)) {
      close = has(bytes, from, to, CLOSE);
    }
  }

  private static boolean named(byte[] bytes, int from, int to, byte[] name) {
    return from + name.length <= to && matches(bytes, from, name);
  }

  private static boolean has(byte[] bytes, int from, int to, byte[] value) {
    for (int at = from; at + value.length <= to; at++) {
      if (matches(bytes, at, value)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Compares without regard to case; {@code expected} is in lower case, and its marks keep their
   * bit 0x20.
   */
  private static boolean matches(byte[] bytes, int at, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[at + i] | 0x20) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** A decimal number with blanks around it; -1 when it is none or exceeds an int. */
  private static int number(byte[] bytes, int from, int to) {
    long value = -1;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        value = Math.max(value, 0) * 10 + digit;
      } else if (bytes[at] != ' ' && bytes[at] != '\t') {
        return -1;
      }
      if (value > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return (int) value;
  }

  private static byte[] lower(String text) {
    return text.getBytes(US_ASCII);
  }

  /** The whole start line, such as {@code POST /mcp HTTP/1.1}. */
  String startLine(byte[] bytes) {
    return new String(bytes, start, startLineEnd - start, US_ASCII);
  }

  /** Whether the start line begins with {@code prefix}, case and all. */
  boolean startsWith(byte[] bytes, byte[] prefix) {
    return startLineEnd - start >= prefix.length
        && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
  }

  /** The status code of a response; 0 when the start line holds none. */
  int status(byte[] bytes) {
    int at = start + "HTTP/1.1 ".length();
    return at + 3 <= startLineEnd ? Math.max(number(bytes, at, at + 3), 0) : 0;
  }

  /** Offset of the first byte after the blank line. */
  int bodyStart() {
    return bodyStart;
  }

  /** Bytes of the body; -1 when the head does not say. */
  int contentLength() {
    return contentLength;
  }

  boolean chunked() {
    return chunked;
  }

  boolean eventStream() {
    return eventStream;
  }

  /** Whether the sender closes the connection after this message. */
  boolean close() {
    return close;
  }

  /** Whether the message names MCP revision 2026-07-28. */
  boolean modern() {
    return modern;
  }
}
