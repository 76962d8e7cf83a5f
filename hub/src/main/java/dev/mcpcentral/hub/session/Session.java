package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A legacy client's session (2025-11-25, basic/transports): made by {@code initialize}, bound to
 * the principal that made it.
 */
public final class Session {
  private final String id;
  private final Principal principal;
  private final Revision revision;
  private final @Nullable String client;
  private final ClientCapabilities capabilities;
  private final Questions questions = new Questions();
  private final Set<Watch> watched = ConcurrentHashMap.newKeySet();
  private volatile @Nullable LogLevel logLevel;
  private final ConcurrentHashMap<Slice, Cancellation> inFlight = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Listener> listener = new AtomicReference<>();
  private final LongSupplier nanoTime;
  private volatile long lastUsed;
  private volatile boolean closed;

  Session(
      String id,
      Principal principal,
      Revision revision,
      @Nullable String client,
      ClientCapabilities capabilities,
      LongSupplier nanoTime) {
    this.id = id;
    this.principal = principal;
    this.revision = revision;
    this.client = client;
    this.capabilities = capabilities;
    this.nanoTime = nanoTime;
    this.lastUsed = nanoTime.getAsLong();
  }

  public String id() {
    return id;
  }

  public Principal principal() {
    return principal;
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

  /** The resources of which the client wants to hear. */
  public Set<Watch> watched() {
    return watched;
  }

  /** Puts a request to the client by {@code send}, which is given its id; waits for the answer. */
  public ClientAnswer ask(Consumer<Slice> send) {
    return closed ? ClientAnswer.failed("the client's session has ended") : questions.ask(send);
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
   * within a session).
   */
  public Optional<Cancellation> begin(Slice requestId) {
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

  /**
   * Makes {@code next} the stream on which the session hears of changes; the one before is closed,
   * and so is {@code next} when the session has ended in the meantime.
   */
  public void listen(Listener next) {
    replaceListener(next);
    if (closed) {
      replaceListener(null);
    }
  }

  private void replaceListener(@Nullable Listener next) {
    Listener before = listener.getAndSet(next);
    if (before != null) {
      before.close();
    }
  }

  public void unlisten(Listener gone) {
    listener.compareAndSet(gone, null);
  }

  /** Sends a notification on the session's open stream, if there is one. */
  public void send(String method, @Nullable Slice params) {
    Listener now = listener.get();
    if (now != null) {
      now.send(method, params);
    }
  }

  /** The same for a whole message; without a stream it is lost. */
  public void send(Slice message) {
    Listener now = listener.get();
    if (now != null) {
      now.send(message);
    }
  }

  boolean belongsTo(Principal who) {
    return principal.equals(who);
  }

  void touch() {
    lastUsed = nanoTime.getAsLong();
  }

  /** Nanoseconds without a request; a session with a stream or a request in flight is in use. */
  long idleNanos() {
    return listener.get() == null && inFlight.isEmpty() ? nanoTime.getAsLong() - lastUsed : 0;
  }

  void close() {
    closed = true;
    inFlight.values().forEach(Cancellation::cancel);
    questions.abandon();
    replaceListener(null);
  }

  /** The far end of a stream that stays open. Must not block. */
  public interface Listener {
    /** Several of one method and without params, in a row, may become one. */
    void send(String method, @Nullable Slice params);

    void send(Slice message);

    void close();
  }
}
