package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.sse.EventStream;
import dev.mcpcentral.protocol.sse.SseEvent;
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
  void read(HttpResponse<InputStream> response, Consumer<SseEvent> receiver) throws IOException {
    if (!isStream(response)) {
      Slice body = body(response);
      if (body.length() > 0) {
        receiver.accept(SseEvent.message(body));
      }
      return;
    }
    try (InputStream in = silence.over(response.body())) {
      EventStream events = new EventStream(in, Lines.MAX_BYTES);
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        receiver.accept(event.get());
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
