package dev.mcpcentral.bench;

/** The body of one HTTP/1.1 response, by Content-Length or in chunks. Mutable and reused. */
final class HttpBody {
  private byte[] bytes = new byte[0];
  private byte[] decoded = new byte[0];
  private int from;
  private int to;
  private int messageEnd;

  /** How far a response has arrived. */
  enum State {
    INCOMPLETE,
    COMPLETE,
    MALFORMED
  }

  /** Looks for the body that follows {@code head}; bytes after {@code end} have not arrived yet. */
  State read(HttpHead head, byte[] received, int end) {
    if (head.chunked()) {
      return chunks(received, head.bodyStart(), end);
    }
    if (head.contentLength() < 0) {
      return State.MALFORMED;
    }
    bytes = received;
    from = head.bodyStart();
    to = from + head.contentLength();
    messageEnd = to;
    return to <= end ? State.COMPLETE : State.INCOMPLETE;
  }

  private State chunks(byte[] received, int start, int end) {
    if (decoded.length < end - start) {
      decoded = new byte[Math.max(end - start, 2 * decoded.length)];
    }
    bytes = decoded;
    from = 0;
    to = 0;
    int at = start;
    while (true) {
      int lineEnd = lineEnd(received, at, end);
      if (lineEnd < 0) {
        return State.INCOMPLETE;
      }
      long size = hex(received, at, lineEnd);
      if (size < 0) {
        return State.MALFORMED;
      }
      int data = lineEnd + 1;
      if (data + size + 2 > end) {
        return State.INCOMPLETE;
      }
      System.arraycopy(received, data, decoded, to, (int) size);
      to += (int) size;
      at = data + (int) size + 2;
      if (size == 0) {
        messageEnd = at;
        return State.COMPLETE;
      }
    }
  }

  private static int lineEnd(byte[] received, int from, int end) {
    for (int at = from; at < end; at++) {
      if (received[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private static long hex(byte[] received, int from, int end) {
    long size = 0;
    int digits = 0;
    for (int at = from; at < end && digits < 8; at++, digits++) {
      int digit = Character.digit(received[at], 16);
      if (digit < 0) {
        break;
      }
      size = size * 16 + digit;
    }
    return digits == 0 ? -1 : size;
  }

  /** Offset after the whole response among the received bytes. */
  int messageEnd() {
    return messageEnd;
  }

  /** The array that holds the body, between {@link #from} and {@link #to}. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
