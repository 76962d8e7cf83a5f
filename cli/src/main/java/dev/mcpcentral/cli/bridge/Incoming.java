package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.function.Consumer;

/** The messages of one HTTP response, be it one JSON document or an event stream. */
final class Incoming {
  private final SilenceWatch silence;

  Incoming(SilenceWatch silence) {
    this.silence = silence;
  }

  /**
   * Hands on every event until the response ends, and closes it.
   *
   * @throws IOException when the connection breaks off, or nothing comes for too long
   */
  void read(HttpResponse<InputStream> response, Consumer<Event> receiver) throws IOException {
    if (!isStream(response)) {
      Slice body = body(response);
      if (body.length() > 0) {
        receiver.accept(new Event(null, null, body));
      }
      return;
    }
    try (InputStream in = silence.over(response.body())) {
      Events events = new Events(in);
      for (Event event = events.next(); event != null; event = events.next()) {
        receiver.accept(event);
      }
    }
  }

  /** A body that is one document, and closes the response. */
  Slice body(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = silence.over(response.body())) {
      byte[] body = in.readNBytes(Lines.MAX_BYTES + 1);
      if (body.length > Lines.MAX_BYTES) {
        throw new Lines.LineTooLongException();
      }
      return Slice.of(body);
    }
  }

  static boolean isStream(HttpResponse<InputStream> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    return type.startsWith("text/event-stream");
  }
}
