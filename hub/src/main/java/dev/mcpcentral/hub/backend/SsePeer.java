package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.upstream.SseReader;
import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.hub.upstream.UpstreamHandle;
import dev.mcpcentral.hub.upstream.UpstreamResponse;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.sse.SseEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A server over HTTP+SSE (2024-11-05, basic/transports): what we say is posted, what it says comes
 * on one stream, with whose end the session ends.
 */
final class SsePeer implements Peer {
  private static final Duration ENDLESS = Duration.ofDays(36_500);
  private static final Duration ENDPOINT_PATIENCE = Duration.ofSeconds(10);

  private final String instance;
  private final HttpWire wire;
  private final HttpFields fields = HttpFields.handshake();
  private final ServerEvents events;
  private final boolean ownsWire;
  private final Deadline life;
  private final UpstreamHandle handle;
  private final UpstreamResponse stream;
  private final SseReader reader;
  private final String endpoint;
  private final Conversation conversation;
  private final Verbosity verbosity = new Verbosity(this);
  private final LegacyWatch watch = new LegacyWatch(this);
  private final Consumer<String> ender = this::end;
  private volatile Welcome welcome = Welcome.NONE;

  /**
   * Opens the stream and learns where to post.
   *
   * @throws UpstreamException when there is no such stream
   */
  SsePeer(String instance, HttpWire wire, ServerEvents events, boolean ownsWire, Deadline deadline)
      throws UpstreamException {
    this.instance = instance;
    this.wire = wire;
    this.events = events;
    this.ownsWire = ownsWire;
    this.life =
        Deadline.in(
            Duration.ofNanos(
                Math.min(ENDPOINT_PATIENCE.toNanos(), Math.max(0, deadline.remainingNanos()))));
    this.handle = new UpstreamHandle(life);
    this.stream = wire.get(fields.bodiless(), handle);
    this.reader = new SseReader(stream.events(), SseReader.DEFAULT_MAX_EVENT_BYTES);
    this.endpoint = endpoint();
    this.conversation = new Conversation(instance, this::send, events);
    life.move(ENDLESS);
    wire.join(ender);
    Thread.ofVirtual().name("stream of " + instance).start(this::read);
  }

  /** The first event. */
  private String endpoint() throws UpstreamException {
    try {
      if (stream.status() != 200 || !stream.isEventStream()) {
        throw UpstreamException.protocol("HTTP status " + stream.status() + ", no event stream");
      }
      SseEvent first =
          reader
              .next()
              .filter(event -> event.type().equals("endpoint"))
              .orElseThrow(() ->
                  UpstreamException.protocol("its stream does not begin with an 'endpoint' event"));
      return SseEndpoint.target(wire.address(), first.data().text());
    } catch (UpstreamException failed) {
      handle.close();
      stream.close();
      throw failed;
    }
  }

  private void read() {
    String how = "the server closed its event stream";
    try (stream) {
      for (var event = reader.next(); event.isPresent(); event = reader.next()) {
        if (event.get().type().equals("message") && event.get().data().length() > 0) {
          conversation.receive(StreamPosition.scan(event.get().data()));
        }
      }
    } catch (UpstreamException broken) {
      how = String.valueOf(broken.getMessage());
    }
    end(how);
  }

  /** These two mean that the server has forgotten the session; others concern one message only. */
  private void send(Slice message, Deadline deadline) throws PeerException {
    int status;
    try {
      status = wire.post(endpoint, message, fields.plain(), deadline);
    } catch (UpstreamException failed) {
      throw PeerException.of(failed);
    }
    if (status == 404 || status == 410) {
      end("the server has forgotten the session");
      throw new PeerException(
          PeerException.Kind.SESSION_LOST, "the server answered with HTTP status " + status);
    }
    if (status >= 400) {
      throw new PeerException(
          PeerException.Kind.BROKEN, "the server answered with HTTP status " + status);
    }
  }

  void welcomed(Welcome said) {
    welcome = said;
  }

  void notify(String method, Deadline deadline) throws PeerException {
    conversation.notify(method, null, deadline);
  }

  @Override
  public Era era() {
    return Era.LEGACY;
  }

  @Override
  public String instance() {
    return instance;
  }

  @Override
  public Welcome welcome() {
    return welcome;
  }

  @Override
  public Envelope request(Outgoing outgoing, Caller caller, Deadline deadline)
      throws PeerException {
    return conversation.request(outgoing, caller, deadline);
  }

  @Override
  public void hear(Hearing hearing) {
    conversation.hear(hearing);
  }

  @Override
  public void watch(Set<String> uris, Deadline deadline) throws PeerException {
    watch.become(uris, deadline);
  }

  @Override
  public void admit(LogLevel level, Deadline deadline) throws PeerException {
    verbosity.admit(level, deadline);
  }

  @Override
  public boolean isMany() {
    return true;
  }

  @Override
  public Peer another(ClientCapabilities capabilities, Deadline deadline) throws PeerException {
    return SseHandshake.another(instance, wire, capabilities, events, deadline);
  }

  @Override
  public boolean isBusy() {
    return conversation.isBusy();
  }

  @Override
  public CompletionStage<String> gone() {
    return conversation.gone();
  }

  private void end(String how) {
    wire.leave(ender);
    handle.close();
    conversation.end(how);
  }

  @Override
  public void close() {
    end("stopped");
    if (ownsWire) {
      wire.close();
    }
  }
}
