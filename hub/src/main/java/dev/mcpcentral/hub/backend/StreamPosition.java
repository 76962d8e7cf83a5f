package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.upstream.SseReader;
import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.hub.upstream.UpstreamResponse;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.sse.SseEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream of messages has been read, across the connections that carry it: where the
 * server can take it up again, and how long it wants us to wait before (2025-11-25,
 * basic/transports, "Resumability and Redelivery"). Used by one thread.
 */
final class StreamPosition {
  private static final int MAX_EVENT = 16 << 20;
  private static final int MAX_ID = 1024;
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private @Nullable String lastId;
  private @Nullable Duration retry;
  private long events;

  /** The id of the last event that can be sent back in a header. */
  @Nullable String lastId() {
    return lastId;
  }

  /** How long to wait before the next connection; {@code otherwise} when the server did not say. */
  Duration retry(Duration otherwise) {
    return retry == null ? otherwise : retry;
  }

  /** How many events have been read. */
  long events() {
    return events;
  }

  /**
   * Reads messages until {@code wanted} is met; empty when the stream ends before.
   *
   * @throws UpstreamException when the stream breaks, or holds what is no message
   */
  Optional<Envelope> read(UpstreamResponse response, Predicate<Envelope> wanted, Ears ears)
      throws UpstreamException {
    SseReader reader = new SseReader(response.events(), MAX_EVENT);
    for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
      pass(event.get());
      if (event.get().data().length() > 0) {
        Envelope message = scan(event.get().data());
        if (wanted.test(message)) {
          return Optional.of(message);
        }
        ears.take(message);
      }
    }
    return Optional.empty();
  }

  private void pass(SseEvent event) {
    events++;
    event.id().ifPresent(id -> lastId = isSendable(id) ? id : null);
    event
        .retry()
        .ifPresent(wish -> retry = wish.compareTo(LONGEST_RETRY) < 0 ? wish : LONGEST_RETRY);
  }

  private static boolean isSendable(String id) {
    return !id.isBlank() && id.length() <= MAX_ID && id.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  static Envelope scan(Slice data) throws UpstreamException {
    try {
      return EnvelopeScanner.scan(data);
    } catch (MalformedJsonException | InvalidEnvelopeException nonsense) {
      throw UpstreamException.protocol(String.valueOf(nonsense.getMessage()));
    }
  }
}
