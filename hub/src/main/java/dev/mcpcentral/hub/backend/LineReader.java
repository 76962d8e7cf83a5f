package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into lines; a line may span any number of reads, but not more than {@value
 * #MAX_LINE} bytes.
 */
final class LineReader {
  static final int MAX_LINE = 16 << 20;
  private static final int INITIAL = 16 << 10;

  private final InputStream in;
  private byte[] buffer = new byte[INITIAL];
  private int start;
  private int end;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its line feed, in an array of its own; null at the end of the stream.
   *
   * @throws IOException when reading fails or the line is too long
   */
  @Nullable Slice next() throws IOException {
    int scanned = start;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          return take(i);
        }
      }
      scanned = end - start;
      makeRoom();
      scanned += start;
      int count = in.read(buffer, end, buffer.length - end);
      if (count < 0) {
        return null;
      }
      end += count;
    }
  }

  private Slice take(int lineFeed) {
    Slice line = Slice.of(Arrays.copyOfRange(buffer, start, lineFeed));
    start = lineFeed + 1;
    if (start == end) {
      start = 0;
      end = 0;
      shrink();
    }
    return line;
  }

  /** One huge message must not occupy memory for the rest of the server's life. */
  private void shrink() {
    if (buffer.length > 1 << 20) {
      buffer = new byte[INITIAL];
    }
  }

  private void makeRoom() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      if (end >= MAX_LINE) {
        throw new IOException("a message of more than " + (MAX_LINE >> 20) + " MiB");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
  }
}
