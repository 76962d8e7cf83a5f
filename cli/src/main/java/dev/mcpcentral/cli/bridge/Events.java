package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Server-sent events of one response. */
final class Events {
  private static final long MAX_RETRY_MILLIS = 60_000;
  private static final Slice NOTHING = Slice.of("");

  private final Lines lines;
  private @Nullable String id;
  private @Nullable Duration retry;
  private Slice data = NOTHING;

  Events(InputStream in) {
    lines = new Lines(in);
  }

  /** The next event that is complete, or null at the end of the stream. */
  @Nullable Event next() throws IOException {
    boolean begun = false;
    for (Slice line = lines.next(); line != null; line = lines.next()) {
      if (line.length() > 0) {
        begun |= take(line);
      } else if (begun) {
        return event();
      }
    }
    return null;
  }

  private Event event() {
    Event event = new Event(id, retry, data);
    retry = null;
    data = NOTHING;
    return event;
  }

  /** Whether the line is a field; comments are none. */
  private boolean take(Slice line) throws IOException {
    int colon = 0;
    while (colon < line.length() && line.at(colon) != ':') {
      colon++;
    }
    int from = colon + 1 < line.length() && line.at(colon + 1) == ' ' ? colon + 2 : colon + 1;
    Slice value = part(line, Math.min(from, line.length()), line.length());
    switch (part(line, 0, colon).text()) {
      case "id" -> id = value.text();
      case "retry" -> retry = millis(value.text());
      case "data" -> data = data.length() == 0 ? value : joined(value);
      case "" -> {
        return false;
      }
      default -> {} // the name of the event says nothing that the message does not
    }
    return true;
  }

  private Slice joined(Slice value) throws IOException {
    if (data.length() + value.length() > Lines.MAX_BYTES) {
      throw new Lines.LineTooLongException();
    }
    int length = data.length() + value.length() + 1;
    return new JsonBuffer(length).slice(data).raw("\n").slice(value).slice();
  }

  private static @Nullable Duration millis(String text) {
    return text.matches("[0-9]{1,9}")
        ? Duration.ofMillis(Math.min(Long.parseLong(text), MAX_RETRY_MILLIS))
        : null;
  }

  private static Slice part(Slice line, int from, int to) {
    return Slice.of(line.array(), line.offset() + from, line.offset() + to);
  }
}
