package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, none longer than {@value #MAX_BYTES}. Used by one thread. */
final class Lines {
  static final int MAX_BYTES = 16 << 20;
  private static final int CHUNK_BYTES = 16 << 10;

  private final InputStream in;
  private byte[] buffer = new byte[CHUNK_BYTES];
  private int start;
  private int end;

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its end, or null after the last. What follows the last line break counts
   * as a line.
   *
   * @throws LineTooLongException when it is; reading may go on with the line after it
   */
  @Nullable Slice next() throws IOException {
    int at = start;
    boolean tooLong = false;
    while (true) {
      for (; at < end; at++) {
        if (buffer[at] == '\n') {
          return line(at, tooLong);
        }
      }
      if (end - start > MAX_BYTES) {
        tooLong = true;
        end = start;
      }
      at -= makeRoom();
      at = Math.min(at, end);
      int count = in.read(buffer, end, buffer.length - end);
      if (count < 0) {
        return end == start && !tooLong ? null : line(end, tooLong);
      }
      end += count;
    }
  }

  private Slice line(int lineEnd, boolean tooLong) throws LineTooLongException {
    int from = start;
    start = Math.min(end, lineEnd + 1);
    if (tooLong || lineEnd - from > MAX_BYTES) {
      throw new LineTooLongException();
    }
    boolean carriageReturn = lineEnd > from && buffer[lineEnd - 1] == '\r';
    return Slice.of(Arrays.copyOfRange(buffer, from, carriageReturn ? lineEnd - 1 : lineEnd));
  }

  /** By how much what is in the buffer has moved to the front. */
  private int makeRoom() {
    int moved = start;
    if (moved > 0) { // or a long line would be copied onto itself with every piece of it
      System.arraycopy(buffer, start, buffer, 0, end - start);
    }
    end -= start;
    start = 0;
    if (end == 0 && buffer.length > 1 << 20) {
      buffer = new byte[CHUNK_BYTES]; // one large message must not hold its memory for ever
    } else if (buffer.length - end < CHUNK_BYTES) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    return moved;
  }

  /** A line that is not kept. */
  static final class LineTooLongException extends IOException {
    LineTooLongException() {
      super("a message has at most " + (MAX_BYTES >> 20) + " MiB");
    }
  }
}
