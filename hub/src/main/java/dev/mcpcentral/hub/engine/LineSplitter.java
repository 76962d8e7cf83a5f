package dev.mcpcentral.hub.engine;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of a stream of bytes. A line is cut at {@link #MAX_LINE_BYTES}, and what is over is
 * passed over, so that a server that never ends its line costs no memory. Not thread-safe.
 */
final class LineSplitter {
  static final int MAX_LINE_BYTES = 8 << 10;

  private final Consumer<String> lines;
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private int length;

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  void accept(byte[] bytes, int count) {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        keep(bytes, start, i);
        emit();
        start = i + 1;
      }
    }
    keep(bytes, start, count);
  }

  /** The stream is over: what has been kept is the last line. */
  void end() {
    if (length > 0) {
      emit();
    }
  }

  private void keep(byte[] bytes, int from, int to) {
    int count = Math.min(to - from, MAX_LINE_BYTES - length);
    System.arraycopy(bytes, from, line, length, count);
    length += count;
  }

  private void emit() {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    lines.accept(new String(line, 0, end, StandardCharsets.UTF_8));
    length = 0;
  }
}
