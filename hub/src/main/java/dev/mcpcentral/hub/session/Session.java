package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A legacy client's session (2025-11-25, basic/transports): made by {@code initialize}, bound to
 * its owner.
 */
public final class Session {
  /** More requests at once than any client needs; each holds a thread of its own (threat T13). */
  static final int MAX_IN_FLIGHT = 256;

  private final String id;
  private final Owner owner;
  private final Revision revision;
  private final @Nullable String client;
  private final ClientCapabilities capabilities;
  private final Questions questions = new Questions();
  private final Set<Watch> watched = ConcurrentHashMap.newKeySet();
  private volatile @Nullable LogLevel logLevel;
  private final ConcurrentHashMap<Slice, Cancellation> inFlight = new ConcurrentHashMap<>();
  private final Retention retention;
  private final LongSupplier nanoTime;
  private volatile long lastUsed;
  private volatile boolean closed;

  /** Made with the first stream: most sessions are idle, and there may be many. */
  private volatile @Nullable Streams streams;

  Session(
      String id,
      Owner owner,
      Revision revision,
      @Nullable String client,
      ClientCapabilities capabilities,
      Retention retention,
      LongSupplier nanoTime) {
    this.id = id;
    this.owner = owner;
    this.revision = revision;
    this.client = client;
    this.capabilities = capabilities;
    this.retention = retention;
    this.nanoTime = nanoTime;
    this.lastUsed = nanoTime.getAsLong();
  }

  public String id() {
    return id;
  }

  public Revision revision() {
    return revision;
  }

  /** The client as it introduced itself. */
  public Client client() {
    return new Client(revision, client, capabilities, logLevel, id);
  }

  /** {@code logging/setLevel}. */
  public void admit(LogLevel level) {
    logLevel = level;
  }

  /** Whether the client wants log messages of {@code level}; without a wish it gets them all. */
  public boolean wants(LogLevel level) {
    LogLevel least = logLevel;
    return least == null || least.admits(level);
  }

  /** Whether the session is no more; what is begun for it then would never end. */
  public boolean ended() {
    return closed;
  }

  /** The resources of which the client wants to hear. */
  public Set<Watch> watched() {
    return watched;
  }

  /**
   * Puts a request to the client by {@code send}, which is given its id and tells whether there was
   * a way to send it; waits for the answer until {@code request}, to which it belongs, is cancelled
   * or the session ends.
   */
  public ClientAnswer ask(Predicate<Slice> send, Cancellation request) {
    // Looked at when the question is remembered already: from then on the end will find it.
    return closed
        ? ClientAnswer.failed("the client's session has ended")
        : questions.ask(id -> !closed && send.test(id), request);
  }

  /** A response of the client's; unknown ids are ignored. */
  public void answer(Envelope.ResultResponse result) {
    questions.answer(result);
  }

  public void answer(Envelope.ErrorResponse error) {
    questions.answer(error);
  }

  /**
   * Remembers a request in flight; empty when its id is in use already (JSON-RPC ids are unique
   * within a session), or when {@value #MAX_IN_FLIGHT} are in flight.
   */
  public Optional<Cancellation> begin(Slice requestId) {
    if (inFlight.size() >= MAX_IN_FLIGHT) {
      return Optional.empty();
    }
    Cancellation fresh = new Cancellation();
    return inFlight.putIfAbsent(requestId, fresh) == null ? Optional.of(fresh) : Optional.empty();
  }

  public void end(Slice requestId) {
    inFlight.remove(requestId);
  }

  /** {@code notifications/cancelled}: unknown ids are ignored, as the specification asks. */
  public void cancel(Slice requestId) {
    Cancellation cancellation = inFlight.get(requestId);
    if (cancellation != null) {
      cancellation.cancel();
    }
  }

  /** A stream for one request's messages, or one that listens; empty when there are too many. */
  public Optional<EventLog> openStream(boolean listening) {
    return streams().open(listening);
  }

  /** The only stream of a client of 2024-11-05, for everything that it is sent. */
  public void adopt(EventLog stream) {
    streams().adopt(stream);
  }

  /** The place in one of this session's streams that an event's id names. */
  public Optional<Resumption> resume(String lastEventId) {
    Streams some = streams;
    return some == null ? Optional.empty() : some.find(lastEventId);
  }

  private Streams streams() {
    Streams some = streams;
    return some == null ? firstStreams() : some;
  }

  private synchronized Streams firstStreams() {
    Streams some = streams;
    if (some == null) {
      some = new Streams(Integer.toHexString(id.hashCode()), retention);
      streams = some;
      if (closed) {
        some.close();
      }
    }
    return some;
  }

  /** Sends a notification on a stream that listens, if there is one; repetitions count once. */
  public void send(String method, @Nullable Slice params) {
    Streams some = streams;
    if (some != null) {
      some.send(Messages.notification(method, params), true);
    }
  }

  /** Sends a request on a stream that listens; false when there is none. */
  public boolean sendRequest(Slice request) {
    Streams some = streams;
    return some != null && some.send(request, false);
  }

  /** Lets go of old events that nobody has come back for. */
  void forget() {
    Streams some = streams;
    if (some != null) {
      some.forget();
    }
  }

  boolean belongsTo(Owner who) {
    return owner.equals(who);
  }

  void touch() {
    lastUsed = nanoTime.getAsLong();
  }

  /** Nanoseconds without a request; a session with a stream or a request in flight is in use. */
  long idleNanos() {
    Streams some = streams;
    boolean inUse = !inFlight.isEmpty() || (some != null && some.connected());
    return inUse ? 0 : nanoTime.getAsLong() - lastUsed;
  }

  void close() {
    synchronized (this) {
      closed = true;
    }
    inFlight.values().forEach(Cancellation::cancel);
    questions.abandon();
    Streams some = streams;
    if (some != null) {
      some.close();
    }
  }
}
