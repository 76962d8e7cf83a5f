package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.Upstream;
import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.hub.upstream.UpstreamHandle;
import dev.mcpcentral.hub.upstream.UpstreamHeaders;
import dev.mcpcentral.hub.upstream.UpstreamRequest;
import dev.mcpcentral.hub.upstream.UpstreamResponse;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** JSON-RPC messages over HTTP exchanges with one server; several conversations may share it. */
final class HttpWire implements AutoCloseable {
  private final Upstream upstream;
  private final URI address;
  private final String target;
  private final Runnable onClose;
  private final Set<Consumer<String>> users = ConcurrentHashMap.newKeySet();

  /**
   * @param address where the server is, with path and query
   * @param onClose ends the server itself if that is ours to end
   */
  HttpWire(Upstream upstream, URI address, Runnable onClose) {
    this.upstream = upstream;
    this.address = address;
    this.target = target(address);
    this.onClose = onClose;
  }

  /** Path and query as they stand in a request line. */
  static String target(URI address) {
    String path =
        address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
  }

  URI address() {
    return address;
  }

  /** {@code ended} is told, once, when the server is gone. */
  void join(Consumer<String> ended) {
    users.add(ended);
  }

  void leave(Consumer<String> ended) {
    users.remove(ended);
  }

  /** The process behind the address has ended. */
  void end(String how) {
    users.forEach(user -> {
      if (users.remove(user)) {
        user.accept(how);
      }
    });
  }

  /**
   * A response: its HTTP status, the JSON-RPC response in it if there is one, and the session that
   * it opens.
   */
  record Answer(int status, Optional<Envelope> envelope, Optional<String> session) {}

  /**
   * Posts a request and waits for the response to {@code id}; what precedes it on an event stream
   * goes to {@code ears}.
   */
  Answer post(Slice message, HttpFields fields, UpstreamHeaders sent, Reply reply)
      throws UpstreamException {
    StreamPosition position = new StreamPosition();
    UpstreamRequest request = UpstreamRequest.post(target, sent, List.of(message));
    try (UpstreamResponse response = upstream.exchange(request, reply.handle())) {
      Optional<String> session = response.header("mcp-session-id");
      if (!response.isEventStream()) {
        return new Answer(response.status(), whole(response, reply.id()), session);
      }
      Optional<Envelope> envelope = readOrBreak(response, position, reply);
      if (envelope.isPresent()) {
        return new Answer(response.status(), envelope, session);
      }
    }
    Envelope late = new Resumption(this, fields, position, reply).run();
    return new Answer(200, Optional.of(late), Optional.empty());
  }

  /** Empty when the stream ends or breaks, but may be taken up again. */
  private static Optional<Envelope> readOrBreak(
      UpstreamResponse response, StreamPosition position, Reply reply) throws UpstreamException {
    try {
      return position.read(response, reply::isMet, reply.ears());
    } catch (UpstreamException broken) {
      if (broken.kind() == UpstreamException.Kind.MAY_HAVE_BEEN_SENT && position.lastId() != null) {
        return Optional.empty();
      }
      throw broken;
    }
  }

  /** What is waited for: the response to {@code id}, until {@code handle} gives up. */
  record Reply(long id, UpstreamHandle handle, Ears ears) {
    boolean isMet(Envelope message) {
      return answers(message, id);
    }
  }

  /** Opens a stream by GET; the response may be none. */
  UpstreamResponse get(UpstreamHeaders fields, UpstreamHandle handle) throws UpstreamException {
    return upstream.exchange(new UpstreamRequest("GET", target, fields, List.of()), handle);
  }

  /** Ends a session at the server, which may be of another opinion. */
  void delete(UpstreamHeaders fields, Duration patience) throws UpstreamException {
    try (UpstreamHandle handle = new UpstreamHandle(Deadline.in(patience))) {
      upstream.exchange(new UpstreamRequest("DELETE", target, fields, List.of()), handle).close();
    }
  }

  /** Posts a message that has no response. */
  void send(Slice message, UpstreamHeaders fields, Deadline deadline) throws UpstreamException {
    int status = post(target, message, fields, deadline);
    if (status >= 400) {
      throw UpstreamException.protocol("HTTP status " + status);
    }
  }

  /** Posts a message whose response, if any, comes another way; returns the HTTP status. */
  int post(String to, Slice message, UpstreamHeaders fields, Deadline deadline)
      throws UpstreamException {
    UpstreamRequest request = UpstreamRequest.post(to, fields, List.of(message));
    try (UpstreamHandle handle = new UpstreamHandle(deadline);
        UpstreamResponse response = upstream.exchange(request, handle)) {
      return response.status();
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
    onClose.run();
    end("stopped");
  }
}
