package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server over Streamable HTTP of either era: one POST a request, answered by JSON or by an event
 * stream.
 */
final class HttpPeer implements Peer {
  private static final System.Logger LOG = System.getLogger(HttpPeer.class.getName());
  private static final Duration BACKGROUND_PATIENCE = Duration.ofSeconds(5);

  private final String instance;
  private final HttpWire wire;
  private final HttpFields fields;
  private final AtomicLong ids = new AtomicLong();
  private final CompletableFuture<String> gone = new CompletableFuture<>();
  private volatile Runnable toolsChanged = () -> {};

  HttpPeer(String instance, HttpWire wire, HttpFields fields) {
    this.instance = instance;
    this.wire = wire;
    this.fields = fields;
  }

  @Override
  public Era era() {
    return fields.era();
  }

  @Override
  public String instance() {
    return instance;
  }

  @Override
  public void onToolsChanged(Runnable action) {
    toolsChanged = action;
  }

  @Override
  public CompletionStage<String> gone() {
    return gone;
  }

  /** The process behind the address has ended. */
  void end(String how) {
    gone.complete(how);
  }

  @Override
  public Envelope request(Outgoing outgoing, Caller caller, Deadline deadline)
      throws PeerException {
    long id = ids.incrementAndGet();
    Slice message = Messages.request(id, outgoing.method(), outgoing.params().withToken(id));
    UpstreamHandle handle = new UpstreamHandle(deadline);
    caller.onCancel(handle::close);
    try {
      HttpWire.Answer answer =
          wire.post(
              message,
              fields.of(outgoing),
              id,
              handle,
              note -> heed(note, outgoing, caller),
              this::respond);
      return envelope(answer);
    } catch (UpstreamException failed) {
      throw translated(failed, id);
    }
  }

  private Envelope envelope(HttpWire.Answer answer) throws PeerException {
    if (answer.status() == 404 && fields.hasSession()) {
      throw new PeerException(
          PeerException.Kind.SESSION_LOST, "the server has forgotten the session");
    }
    Optional<Envelope> envelope = answer.envelope();
    if (envelope.isPresent()) {
      return envelope.get();
    }
    PeerException.Kind kind =
        answer.status() == 401 || answer.status() == 403
            ? PeerException.Kind.NOT_SENT
            : PeerException.Kind.BROKEN;
    throw new PeerException(kind, "the server answered with HTTP status " + answer.status());
  }

  private void heed(Envelope.Notification note, Outgoing outgoing, Caller caller) {
    Slice token = outgoing.params().clientToken();
    switch (note.method()) {
      case Progress.METHOD -> {
        if (token != null) {
          caller.notify(Progress.METHOD, Progress.withToken(note.body(), token));
        }
      }
      case "notifications/tools/list_changed" -> toolsChanged.run();
      default -> {}
    }
  }

  /** A legacy server may ask on the stream of a call; it gets an answer in every case. */
  private void respond(Envelope.Request request) {
    Slice response =
        request.method().equals("ping")
            ? Messages.result(request.id(), Slice.of("{}"))
            : Messages.error(
                request.id(),
                Messages.errorObject(
                    ErrorCode.METHOD_NOT_FOUND.number(), "not supported by this client", null));
    inBackground(response);
  }

  private PeerException translated(UpstreamException failed, long id) {
    String message = String.valueOf(failed.getMessage());
    return switch (failed.kind()) {
      case NOT_SENT -> new PeerException(PeerException.Kind.NOT_SENT, message);
      case MAY_HAVE_BEEN_SENT, PROTOCOL -> new PeerException(PeerException.Kind.BROKEN, message);
      case TIMED_OUT -> abandoned(PeerException.Kind.TIMED_OUT, id, message);
      case CANCELLED -> abandoned(PeerException.Kind.CANCELLED, id, message);
    };
  }

  /**
   * For a modern server the closed connection is the cancellation; a legacy one wants to be told.
   */
  private PeerException abandoned(PeerException.Kind kind, long id, String message) {
    if (era() == Era.LEGACY) {
      inBackground(
          Messages.notification("notifications/cancelled", Slice.of("{\"requestId\":" + id + "}")));
    }
    return new PeerException(kind, message);
  }

  private void inBackground(Slice message) {
    Thread.ofVirtual()
        .name("message to " + instance)
        .start(() -> {
          try {
            wire.send(message, fields.plain(), Deadline.in(BACKGROUND_PATIENCE));
          } catch (UpstreamException tooLate) {
            LOG.log(System.Logger.Level.DEBUG, "not delivered to " + instance, tooLate);
          }
        });
  }

  @Override
  public void close() {
    wire.close();
    gone.complete("stopped");
  }
}
