package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** JSON-RPC messages over HTTP exchanges with one server. */
final class HttpWire implements AutoCloseable {
  private static final int MAX_EVENT = 16 << 20;

  private final Upstream upstream;
  private final String target;

  HttpWire(Upstream upstream, String target) {
    this.upstream = upstream;
    this.target = target;
  }

  /**
   * A response: its HTTP status, the JSON-RPC response in it if there is one, and the session that
   * it opens.
   */
  record Answer(int status, Optional<Envelope> envelope, Optional<String> session) {}

  /**
   * Posts a request and waits for the response to {@code id}; what precedes it on an event stream
   * goes to the consumers.
   */
  Answer post(
      Slice message,
      UpstreamHeaders fields,
      long id,
      UpstreamHandle handle,
      Consumer<Envelope.Notification> notes,
      Consumer<Envelope.Request> requests)
      throws UpstreamException {
    try (UpstreamResponse response =
        upstream.exchange(UpstreamRequest.post(target, fields, List.of(message)), handle)) {
      Optional<Envelope> envelope =
          response.isEventStream() ? stream(response, id, notes, requests) : whole(response, id);
      return new Answer(response.status(), envelope, response.header("mcp-session-id"));
    }
  }

  /** Posts a message that has no response. */
  void send(Slice message, UpstreamHeaders fields, Deadline deadline) throws UpstreamException {
    UpstreamRequest request = UpstreamRequest.post(target, fields, List.of(message));
    try (UpstreamHandle handle = new UpstreamHandle(deadline);
        UpstreamResponse response = upstream.exchange(request, handle)) {
      if (response.status() >= 400) {
        throw UpstreamException.protocol("HTTP status " + response.status());
      }
    }
  }

  private static Optional<Envelope> whole(UpstreamResponse response, long id)
      throws UpstreamException {
    if (!response.mediaType().equals("application/json")) {
      return Optional.empty();
    }
    try {
      Envelope envelope = EnvelopeScanner.scan(Slice.of(response.body()));
      return Optional.of(envelope).filter(answer -> answers(answer, id));
    } catch (MalformedJsonException | InvalidEnvelopeException nonsense) {
      if (response.status() >= 400) {
        return Optional.empty();
      }
      throw UpstreamException.protocol(String.valueOf(nonsense.getMessage()));
    }
  }

  private static Optional<Envelope> stream(
      UpstreamResponse response,
      long id,
      Consumer<Envelope.Notification> notes,
      Consumer<Envelope.Request> requests)
      throws UpstreamException {
    SseReader events = new SseReader(response.events(), MAX_EVENT);
    for (Optional<SseEvent> event = events.next(); event.isPresent(); event = events.next()) {
      if (event.get().data().length() > 0) {
        Envelope message = scan(event.get().data());
        if (answers(message, id)) {
          return Optional.of(message);
        }
        pass(message, notes, requests);
      }
    }
    throw new UpstreamException(
        UpstreamException.Kind.MAY_HAVE_BEEN_SENT, "the event stream ended without the response");
  }

  private static Envelope scan(Slice data) throws UpstreamException {
    try {
      return EnvelopeScanner.scan(data);
    } catch (MalformedJsonException | InvalidEnvelopeException nonsense) {
      throw UpstreamException.protocol(String.valueOf(nonsense.getMessage()));
    }
  }

  private static void pass(
      Envelope message,
      Consumer<Envelope.Notification> notes,
      Consumer<Envelope.Request> requests) {
    switch (message) {
      case Envelope.Notification note -> notes.accept(note);
      case Envelope.Request request -> requests.accept(request);
      case Envelope.ResultResponse ignored -> {}
      case Envelope.ErrorResponse ignored -> {}
    }
  }

  private static boolean answers(Envelope message, long id) {
    return switch (message) {
      case Envelope.ResultResponse result -> result.id().text().equals(Long.toString(id));
      case Envelope.ErrorResponse error ->
          error.id() == null || error.id().text().equals(Long.toString(id));
      case Envelope.Request ignored -> false;
      case Envelope.Notification ignored -> false;
    };
  }

  @Override
  public void close() {
    upstream.close();
  }
}
