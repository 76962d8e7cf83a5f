package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.MetaKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What goes on between the hub and a server whose messages all come on one stream: any number of
 * requests at once, told apart by our own ids.
 */
final class Conversation {
  private static final int MAX_PENDING = 1024;
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(2);

  /** How messages get to the server. */
  interface Sender {
    void send(Slice message, Deadline deadline) throws PeerException;
  }

  private final String instance;
  private final Sender sender;
  private final ServerEvents events;
  private final ConcurrentHashMap<Long, Pending> pending = new ConcurrentHashMap<>();
  private final Attribution attribution = new Attribution();
  private final AtomicLong ids = new AtomicLong();
  private final CompletableFuture<String> gone = new CompletableFuture<>();
  private volatile Hearing hearing = Hearing.DEAF;

  Conversation(String instance, Sender sender, ServerEvents events) {
    this.instance = instance;
    this.sender = sender;
    this.events = events;
  }

  void hear(Hearing listener) {
    hearing = listener;
  }

  CompletionStage<String> gone() {
    return gone;
  }

  /** {@link Peer#request}. */
  Envelope request(Peer.Outgoing outgoing, Caller caller, Deadline deadline) throws PeerException {
    if (pending.size() >= MAX_PENDING && caller.isClient()) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT, MAX_PENDING + " calls are waiting for this server already");
    }
    long id = ids.incrementAndGet();
    Pending mine = new Pending(caller);
    deadline.onMove(mine::wake);
    pending.put(id, mine);
    try {
      caller.onCancel(() ->
          mine.end(
              new Pending.End.Trouble(PeerException.Kind.CANCELLED, "cancelled by the client")));
      checkWorthSending(mine);
      sender.send(
          Messages.request(id, outgoing.method(), outgoing.params().withToken(id)), deadline);
      return await(mine, id, outgoing, caller, deadline);
    } finally {
      pending.remove(id);
    }
  }

  void notify(String method, @Nullable Slice params, Deadline deadline) throws PeerException {
    sender.send(Messages.notification(method, params), deadline);
  }

  private void checkWorthSending(Pending mine) throws PeerException {
    if (gone.isDone()) {
      throw new PeerException(PeerException.Kind.NOT_SENT, gone.join());
    }
    if (mine.end() instanceof Pending.End.Trouble trouble) {
      throw new PeerException(trouble.kind(), trouble.message());
    }
  }

  private Envelope await(
      Pending mine, long id, Peer.Outgoing outgoing, Caller caller, Deadline deadline)
      throws PeerException {
    while (true) {
      mine.await(deadline);
      Pending.@Nullable End end = mine.end(); // first: what was reported before it is then in notes
      for (Envelope.Notification note = mine.nextNote(); note != null; note = mine.nextNote()) {
        Progress.renews(note, deadline);
        ServerWords.heed(note, caller, outgoing.params().clientToken(), hearing);
      }
      switch (end) {
        case Pending.End.Response response -> {
          return response.envelope();
        }
        case Pending.End.Trouble trouble ->
            throw new PeerException(givenUp(id, trouble.kind()), trouble.message());
        case null -> {
          if (deadline.passed()) {
            throw new PeerException(givenUp(id, PeerException.Kind.TIMED_OUT), "no answer in time");
          }
        }
      }
    }
  }

  /** Tells the server that nobody waits any more, if it can still hear. */
  private PeerException.Kind givenUp(long id, PeerException.Kind why) {
    if (why != PeerException.Kind.BROKEN) {
      attribution.givenUp(id);
      String reason = why == PeerException.Kind.TIMED_OUT ? "timed out" : "cancelled";
      Slice params = Slice.of("{\"requestId\":" + id + ",\"reason\":\"" + reason + "\"}");
      Thread.startVirtualThread(() -> cancel(params));
    }
    return why;
  }

  private void cancel(Slice params) {
    try {
      notify("notifications/cancelled", params, Deadline.in(CANCEL_PATIENCE));
    } catch (PeerException tooLate) {
      events.line("could not tell the server about a cancellation: " + tooLate.getMessage());
    }
  }

  /** Takes one message from the server; quick, whatever its clients do. */
  void receive(Envelope message) {
    switch (message) {
      case Envelope.ResultResponse result -> respond(result.id(), result);
      case Envelope.ErrorResponse error -> respond(error.id(), error);
      case Envelope.Request request -> answer(request);
      case Envelope.Notification note -> heed(note);
    }
  }

  private void respond(@Nullable Slice id, Envelope response) {
    find(id).ifPresent(waiting -> waiting.end(new Pending.End.Response(response)));
    if (id != null) {
      attribution.ended(number(id));
    }
  }

  private Optional<Pending> find(@Nullable Slice idOrToken) {
    return idOrToken == null
        ? Optional.empty()
        : Optional.ofNullable(pending.get(number(idOrToken)));
  }

  /** What belongs to a request is left to the thread that waits for it. */
  private void heed(Envelope.Notification note) {
    switch (note.method()) {
      case Progress.METHOD ->
          find(note.body().find("progressToken")).ifPresent(waiting -> waiting.note(note));
      case "notifications/message" ->
          addressee(Attribution.LAST_WORDS)
              .ifPresentOrElse(waiting -> waiting.note(note), () -> hearing.logged(note));
      case ListenStream.ACKNOWLEDGED ->
          find(note.meta().find(MetaKey.SUBSCRIPTION_ID)).ifPresent(waiting -> waiting.note(note));
      case "notifications/cancelled" -> toreDown(note);
      default -> ServerWords.heed(note, Caller.SILENT, null, hearing);
    }
  }

  /** A server may end a subscription, and nothing else of ours (2026-07-28, cancellation). */
  private void toreDown(Envelope.Notification note) {
    find(note.body().find("requestId"))
        .filter(waiting -> waiting.caller() instanceof ListenStream)
        .ifPresent(waiting ->
            waiting.end(
                new Pending.End.Trouble(
                    PeerException.Kind.BROKEN, "the server ended the subscription")));
  }

  /** Whether a client's request waits for its response. */
  boolean isBusy() {
    return pending.values().stream().anyMatch(waiting -> waiting.caller().isClient());
  }

  private Optional<Pending> addressee(Duration doubt) {
    return attribution.only(pending.values(), Pending::caller, doubt);
  }

  private static long number(Slice literal) {
    try {
      return Long.parseLong(literal.text());
    } catch (NumberFormatException notOurs) {
      return -1;
    }
  }

  /**
   * What a server asks of us: it gets an answer in every case, so that it never waits for one, and
   * on a thread of its own, because people take their time.
   */
  private void answer(Envelope.Request request) {
    Caller asked = addressee(Attribution.LAST_QUESTIONS).map(Pending::caller).orElse(Caller.SILENT);
    Thread.ofVirtual()
        .name("answer to " + instance)
        .start(() -> deliver(ServerWords.response(request, asked), request.method()));
  }

  private void deliver(Slice response, String method) {
    try {
      sender.send(response, Deadline.in(ANSWER_PATIENCE));
    } catch (PeerException tooLate) {
      events.line("could not answer the server's " + method + ": " + tooLate.getMessage());
    }
  }

  /** Nothing comes any more: whoever waits is told. */
  void end(String how) {
    gone.complete(how);
    Pending.End lost = new Pending.End.Trouble(PeerException.Kind.BROKEN, gone.join());
    pending.values().forEach(waiting -> waiting.end(lost));
  }
}
