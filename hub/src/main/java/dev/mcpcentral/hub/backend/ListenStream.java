package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One {@code subscriptions/listen} (2026-07-28, basic/patterns/subscriptions), opened again
 * whenever it ends, until it is closed. The server sees it as a request of which the hub is the
 * caller.
 */
final class ListenStream implements Caller, AutoCloseable {
  static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
  private static final Duration ENDLESS = Duration.ofDays(36_500);

  /** A server that does not acknowledge within this time is asked again. */
  private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(30);

  private final Peer peer;
  private final Set<String> lists;
  private final Set<String> uris;
  private final Runnable reopened;
  private final CompletableFuture<Set<String>> acknowledged = new CompletableFuture<>();
  private final Backoff backoff = new Backoff();
  private final Thread thread;
  private Runnable cancel = () -> {};
  private volatile Deadline patience = Deadline.in(ACKNOWLEDGEMENT);
  private boolean closed;

  /**
   * @param lists of which lists changes are wanted: {@code tools}, {@code prompts}, {@code
   *     resources}
   * @param uris of which resources updates are wanted
   * @param reopened runs after each acknowledgement but the first
   */
  ListenStream(Peer peer, Set<String> lists, Set<String> uris, Runnable reopened) {
    this.peer = peer;
    this.lists = lists;
    this.uris = uris;
    this.reopened = reopened;
    this.thread = Thread.ofVirtual().name("listening to " + peer.instance()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Set<String> uris() {
    return uris;
  }

  /**
   * Completes with the URIs that the server promises to tell of; exceptionally when there will be
   * no stream.
   */
  CompletionStage<Set<String>> acknowledged() {
    return acknowledged;
  }

  private void run() {
    boolean wanted = true;
    try {
      while (wanted) {
        wanted = listen();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    fail("the subscription was closed");
  }

  /** One stream from its beginning to its end; false when another one would be of no use. */
  private boolean listen() throws InterruptedException {
    boolean unreachable = false;
    patience = Deadline.in(ACKNOWLEDGEMENT);
    try {
      Envelope end = peer.request(outgoing(), this, patience);
      if (end instanceof Envelope.ErrorResponse error && isFinal(error)) {
        fail("the server refused to be listened to: " + error.error().text());
        return false;
      }
    } catch (PeerException broken) {
      unreachable = broken.kind() == PeerException.Kind.NOT_SENT;
    }
    if (isClosed() || peer.gone().toCompletableFuture().isDone()) {
      return false;
    }
    backoff.pause(unreachable, Duration.ZERO);
    return !isClosed();
  }

  private static boolean isFinal(Envelope.ErrorResponse error) {
    String code = String.valueOf(error.body().json("code"));
    return code.equals(String.valueOf(ErrorCode.METHOD_NOT_FOUND.number()))
        || code.equals(String.valueOf(ErrorCode.INVALID_PARAMS.number()));
  }

  private Peer.Outgoing outgoing() {
    JsonBuffer json = new JsonBuffer(512).raw("{\"notifications\":{");
    for (String list : lists) {
      json.name(list + "ListChanged").raw("true");
    }
    if (!uris.isEmpty()) {
      json.name("resourceSubscriptions").raw("[");
      uris.forEach(uri -> json.comma().string(uri));
      json.raw("]");
    }
    Slice params = json.raw("},\"_meta\":{").raw(HubClient.META).raw("}}").slice();
    return Peer.Outgoing.plain("subscriptions/listen", params);
  }

  @Override
  public void notify(String method, Slice params) {
    if (method.equals(ACKNOWLEDGED)) {
      patience.move(ENDLESS);
      backoff.opened();
      if (!acknowledged.complete(promised(params))) {
        reopened.run();
      }
    }
  }

  private static Set<String> promised(Slice params) {
    Members filter = Members.inside(Members.inside(params).find("notifications"));
    return Set.copyOf(JsonStrings.texts(filter.find("resourceSubscriptions")));
  }

  private void fail(String why) {
    acknowledged.completeExceptionally(new PeerException(PeerException.Kind.REFUSED, why));
  }

  @Override
  public boolean isClient() {
    return false;
  }

  /** A modern server asks nothing outside of its results. */
  @Override
  public ClientAnswer ask(String method, Slice params, Members body) {
    return ClientAnswer.unsupported(method);
  }

  @Override
  public void onCancel(Runnable action) {
    boolean late;
    synchronized (this) {
      cancel = action;
      late = closed;
    }
    if (late) {
      action.run();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends the stream without waiting for its end. */
  @Override
  public void close() {
    @Nullable Runnable action;
    synchronized (this) {
      action = closed ? null : cancel;
      closed = true;
    }
    if (action != null) {
      action.run();
      thread.interrupt();
    }
  }
}
