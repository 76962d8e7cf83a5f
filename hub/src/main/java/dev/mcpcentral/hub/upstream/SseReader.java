package dev.mcpcentral.hub.upstream;

import dev.mcpcentral.protocol.sse.EventStream;
import dev.mcpcentral.protocol.sse.EventTooLargeException;
import dev.mcpcentral.protocol.sse.SseEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a server's event stream; what goes wrong with it is an {@link UpstreamException}. */
public final class SseReader {
  public static final int DEFAULT_MAX_EVENT_BYTES = 4 << 20;

  private final EventStream events;

  /**
   * @param maxEventBytes the longest event, all its lines together
   */
  public SseReader(InputStream in, int maxEventBytes) {
    this.events = new EventStream(in, maxEventBytes);
  }

  /**
   * Waits for the next event; empty at the end of the stream.
   *
   * @throws UpstreamException when reading fails or the event is too large
   */
  public Optional<SseEvent> next() throws UpstreamException {
    try {
      return events.next();
    } catch (UpstreamException known) {
      throw known;
    } catch (EventTooLargeException tooLarge) {
      throw UpstreamException.protocol(String.valueOf(tooLarge.getMessage()));
    } catch (IOException broken) {
      throw new UpstreamException(
          UpstreamException.Kind.MAY_HAVE_BEEN_SENT, "the event stream broke off", broken);
    }
  }
}
