package dev.mcpcentral.protocol.sse;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Optional;

/**
 * One event of a {@code text/event-stream}.
 *
 * @param type {@code message} unless the server said otherwise
 * @param id where a later stream may resume, if the event has one
 * @param retry how long to wait before connecting again, if the event says so
 * @param data the lines of data, joined by line feeds; empty when there are none
 */
public record SseEvent(String type, Optional<String> id, Optional<Duration> retry, Slice data) {
  /** A message that came without a stream around it. */
  public static SseEvent message(Slice data) {
    return new SseEvent("message", Optional.empty(), Optional.empty(), data);
  }
}
