package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.hub.upstream.UpstreamHandle;
import dev.mcpcentral.hub.upstream.UpstreamHeaders;
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
import java.util.function.Consumer;

/**
 * A server over Streamable HTTP of either era: one POST a request, answered by JSON or by an event
 * stream.
 */
final class HttpPeer implements Peer {
  private static final System.Logger LOG = System.getLogger(HttpPeer.class.getName());
  private static final String SESSION_LOST = "the server has forgotten the session";
  private static final Duration BACKGROUND_PATIENCE = Duration.ofSeconds(5);
  private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(1);

  private final String instance;
  private final HttpWire wire;
  private final HttpFields fields;
  private final Welcome welcome;
  private final ServerEvents events;
  private final boolean ownsWire;
  private final AtomicLong ids = new AtomicLong();
  private final OpenCalls openCalls = new OpenCalls();
  private final CompletableFuture<String> gone = new CompletableFuture<>();
  private final Verbosity verbosity = new Verbosity(this);
  private final LegacyWatch watch = new LegacyWatch(this);
  private final Listening listening;
  private final StandingStream standing;
  private final Consumer<String> ender = this::end;
  private volatile ToolFields toolFields = ToolFields.NONE;
  private volatile Hearing hearing = Hearing.DEAF;

  /** {@code ownsWire} tells that the wire ends with this peer. */
  HttpPeer(
      String instance,
      HttpWire wire,
      HttpFields fields,
      Welcome welcome,
      ServerEvents events,
      boolean ownsWire) {
    this.instance = instance;
    this.ownsWire = ownsWire;
    this.wire = wire;
    this.fields = fields;
    this.welcome = welcome;
    this.events = events;
    this.listening = new Listening(this, events);
    Ears ears =
        new Ears(
            note -> openCalls.heed(note, hearing), request -> respond(request, openCalls.asked()));
    this.standing = new StandingStream(wire, fields, ears, this::missed, this::sessionLost);
    wire.join(ender);
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
    if (era() == Era.MODERN) {
      listening.begin(listener);
    } else {
      standing.begin();
    }
  }

  /** While nobody listened, the lists may have changed. */
  private void missed() {
    if (!welcome.changingLists().isEmpty()) {
      hearing.listChanged();
    }
  }

  @Override
  public void admit(LogLevel level, Deadline deadline) throws PeerException {
    if (era() == Era.LEGACY) {
      verbosity.admit(level, deadline);
    }
  }

  @Override
  public void watch(Set<String> uris, Deadline deadline) throws PeerException {
    if (era() == Era.LEGACY) {
      watch.become(uris, deadline);
    } else {
      listening.become(uris, deadline);
    }
  }

  @Override
  public boolean wantsHeaders() {
    return era() == Era.MODERN;
  }

  @Override
  public void offers(Offer offer) {
    if (wantsHeaders()) {
      toolFields = ToolFields.of(offer);
    }
  }

  @Override
  public boolean isMany() {
    return era() == Era.LEGACY;
  }

  @Override
  public Peer another(ClientCapabilities capabilities, Deadline deadline) throws PeerException {
    return HttpHandshake.another(instance, wire, capabilities, events, deadline);
  }

  @Override
  public boolean isBusy() {
    return openCalls.ofClients();
  }

  @Override
  public CompletionStage<String> gone() {
    return gone;
  }

  /** Nothing comes any more. */
  private void end(String how) {
    wire.leave(ender);
    listening.close();
    standing.close();
    gone.complete(how);
  }

  private void sessionLost() {
    end(SESSION_LOST);
  }

  @Override
  public Envelope request(Outgoing outgoing, Caller caller, Deadline deadline)
      throws PeerException {
    long id = ids.incrementAndGet();
    Slice message = Messages.request(id, outgoing.method(), outgoing.params().withToken(id));
    Slice clientToken = outgoing.params().clientToken();
    UpstreamHandle handle = new UpstreamHandle(deadline);
    Ears ears =
        new Ears(
            note -> {
              Progress.renews(note, deadline);
              ServerWords.heed(note, caller, clientToken, hearing);
            },
            request -> respond(request, caller));
    openCalls.begin(id, caller, clientToken, deadline);
    caller.onCancel(handle::close);
    try {
      HttpWire.Reply reply = new HttpWire.Reply(id, handle, ears);
      UpstreamHeaders sent = toolFields.added(fields.of(outgoing), outgoing);
      return envelope(wire.post(message, fields, sent, reply));
    } catch (UpstreamException failed) {
      throw translated(failed, id);
    } finally {
      openCalls.end(id);
    }
  }

  private Envelope envelope(HttpWire.Answer answer) throws PeerException {
    if (answer.status() == 404 && fields.hasSession()) {
      sessionLost();
      throw new PeerException(PeerException.Kind.SESSION_LOST, SESSION_LOST);
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

  /**
   * For a modern server the closed connection is the cancellation; a legacy one wants to be told.
   */
  private PeerException translated(UpstreamException failed, long id) {
    PeerException translated = PeerException.of(failed);
    boolean abandoned =
        translated.kind() == PeerException.Kind.TIMED_OUT
            || translated.kind() == PeerException.Kind.CANCELLED;
    if (abandoned && era() == Era.LEGACY) {
      openCalls.giveUp(id);
      inBackground(
          Messages.notification("notifications/cancelled", Slice.of("{\"requestId\":" + id + "}")));
    }
    return translated;
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

  /** Ends the session, too, if the server still knows it. */
  @Override
  public void close() {
    boolean known = fields.hasSession() && !gone.isDone();
    end("stopped");
    if (ownsWire) {
      if (known) {
        sayGoodbye();
      }
      wire.close();
    } else if (known) {
      Thread.ofVirtual().name("goodbye to " + instance).start(this::sayGoodbye);
    }
  }

  private void sayGoodbye() {
    try {
      wire.delete(fields.bodiless(), GOODBYE_PATIENCE);
    } catch (UpstreamException deaf) {
      LOG.log(System.Logger.Level.DEBUG, "the session at " + instance + " was not ended", deaf);
    }
  }
}
