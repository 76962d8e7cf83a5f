package dev.mcpcentral.protocol.sse;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code text/event-stream} (WHATWG HTML, section 9.2) event by event. Lines may end with
 * CR LF, LF or CR; an event that the end of the stream cuts off is dropped.
 *
 * <p>Unlike a browser it also returns events without data: MCP servers send an id alone to say
 * where a stream may resume (2025-11-25, basic/transports).
 */
public final class EventStream {
  private static final int BUFFER_BYTES = 8 * 1024;
  private static final int KEPT_BYTES = 1 << 20;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final int maxEventBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private boolean afterReturn;
  private boolean first = true;
  private byte[] line = new byte[BUFFER_BYTES];
  private int lineLength;
  private int eventBytes;

  private byte[] data = new byte[0];
  private int dataLength;
  private boolean anyData;
  private @Nullable String type;
  private @Nullable String id;
  private @Nullable Duration retry;

  /**
   * @param maxEventBytes the longest event, all its lines together
   */
  public EventStream(InputStream in, int maxEventBytes) {
    this.in = in;
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * Waits for the next event; empty at the end of the stream.
   *
   * @throws EventTooLargeException when the event is
   * @throws IOException when reading fails
   */
  public Optional<SseEvent> next() throws IOException {
    while (readLine()) {
      if (lineLength > 0 && line[0] == ':') {
        eventBytes -= lineLength;
      } else if (lineLength > 0) {
        readField();
      } else if (anyData || id != null || type != null || retry != null) {
        return Optional.of(finish());
      } else {
        eventBytes = 0;
      }
    }
    return Optional.empty();
  }

  private SseEvent finish() {
    int length = Math.max(0, dataLength - 1);
    SseEvent event =
        new SseEvent(
            type == null ? "message" : type,
            Optional.ofNullable(id),
            Optional.ofNullable(retry),
            Slice.of(data, 0, length));
    if (line.length > KEPT_BYTES) {
      line = new byte[BUFFER_BYTES]; // one large event must not hold its memory for ever
    }
    data = new byte[0];
    dataLength = 0;
    eventBytes = 0;
    anyData = false;
    type = null;
    id = null;
    retry = null;
    return event;
  }

  /** Reads a line without its end into {@link #line}; false when the stream ends before. */
  private boolean readLine() throws IOException {
    lineLength = 0;
    while (true) {
      if (position == limit && !fill()) {
        return false;
      }
      if (afterReturn && buffer[position] == '\n') {
        position++;
        afterReturn = false;
        continue;
      }
      afterReturn = false;
      int end = endOfLine();
      append(end);
      if (end < limit) {
        afterReturn = buffer[end] == '\r';
        position = end + 1;
        dropMark();
        return true;
      }
      position = end;
    }
  }

  private int endOfLine() {
    int end = position;
    while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
      end++;
    }
    return end;
  }

  private void append(int end) throws IOException {
    int length = end - position;
    eventBytes += length;
    if (eventBytes > maxEventBytes) {
      throw new EventTooLargeException(maxEventBytes);
    }
    line = grown(line, lineLength + length);
    System.arraycopy(buffer, position, line, lineLength, length);
    lineLength += length;
  }

  private static byte[] grown(byte[] array, int length) {
    return length <= array.length
        ? array
        : Arrays.copyOf(array, Math.max(length, 2 * array.length));
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  /** A byte order mark may stand at the very start. */
  private void dropMark() {
    if (first
        && lineLength >= MARK.length
        && Arrays.equals(line, 0, MARK.length, MARK, 0, MARK.length)) {
      lineLength -= MARK.length;
      System.arraycopy(line, MARK.length, line, 0, lineLength);
    }
    first = false;
  }

  /** A field is a name, a colon, and a value from which one leading space is taken. */
  private void readField() {
    int colon = 0;
    while (colon < lineLength && line[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, lineLength);
    if (value < lineLength && line[value] == ' ') {
      value++;
    }
    switch (new String(line, 0, Math.min(colon, 5), StandardCharsets.ISO_8859_1)) {
      case "data" -> addData(value);
      case "event" -> type = colon == 5 ? text(value) : type;
      case "id" -> id = text(value).indexOf('\0') < 0 ? text(value) : id;
      case "retry" -> readRetry(colon == 5 ? text(value) : "");
      default -> {
        // The standard tells us to ignore other fields.
      }
    }
  }

  private void addData(int value) {
    int length = lineLength - value;
    data = grown(data, dataLength + length + 1);
    System.arraycopy(line, value, data, dataLength, length);
    dataLength += length;
    data[dataLength++] = '\n';
    anyData = true;
  }

  private void readRetry(String text) {
    if (text.matches("[0-9]{1,9}")) {
      retry = Duration.ofMillis(Long.parseLong(text));
    }
  }

  private String text(int from) {
    return new String(line, from, lineLength - from, StandardCharsets.UTF_8);
  }
}
