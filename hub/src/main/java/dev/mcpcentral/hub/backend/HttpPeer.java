package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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
  private final Verbosity verbosity = new Verbosity(this);
  private final LegacyWatch watch = new LegacyWatch(this);
  private final Welcome welcome;
  private final boolean ownsWire;
  private volatile Hearing hearing = Hearing.DEAF;

  /** {@code ownsWire} tells that the wire ends with this peer. */
  HttpPeer(String instance, HttpWire wire, HttpFields fields, Welcome welcome, boolean ownsWire) {
    this.instance = instance;
    this.ownsWire = ownsWire;
    this.wire = wire;
    this.fields = fields;
    this.welcome = welcome;
  }

  @Override
  public Welcome welcome() {
    return welcome;
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
  public void hear(Hearing listener) {
    hearing = listener;
  }

  @Override
  public void admit(LogLevel level, Deadline deadline) throws PeerException {
    if (era() == Era.LEGACY) {
      verbosity.admit(level, deadline);
    }
  }

  @Override
  public void watch(Set<String> uris, Deadline deadline) throws PeerException {
    watch.become(uris, deadline);
  }

  @Override
  public boolean wantsHeaders() {
    return era() == Era.MODERN;
  }

  @Override
  public boolean isMany() {
    return era() == Era.LEGACY;
  }

  @Override
  public Peer another(ClientCapabilities capabilities, Deadline deadline) throws PeerException {
    return HttpHandshake.legacy(instance, wire, capabilities, deadline);
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
              note -> ServerWords.heed(note, caller, outgoing.params().clientToken(), hearing),
              request -> respond(request, caller));
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

  /**
   * A legacy server may ask on the stream of a call; it gets an answer in every case, on a thread
   * of its own, because people take their time.
   */
  private void respond(Envelope.Request request, Caller caller) {
    Thread.ofVirtual()
        .name("answer to " + instance)
        .start(() -> deliver(ServerWords.response(request, caller)));
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
    Thread.ofVirtual().name("message to " + instance).start(() -> deliver(message));
  }

  private void deliver(Slice message) {
    try {
      wire.send(message, fields.plain(), Deadline.in(BACKGROUND_PATIENCE));
    } catch (UpstreamException tooLate) {
      LOG.log(System.Logger.Level.DEBUG, "not delivered to " + instance, tooLate);
    }
  }

  @Override
  public void close() {
    if (ownsWire) {
      wire.close();
    }
    gone.complete("stopped");
  }
}
