package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A server over stdio: one line a message, any number of requests at once, told apart by our own
 * ids.
 */
final class StdioPeer implements Peer {
  private static final int MAX_PENDING = 1024;

  /** A server that prints nothing but rubbish for so long is not worth listening to. */
  private static final int MAX_RUBBISH = 10_000;

  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

  private final Instance instance;
  private final StdinWriter stdin;
  private final ServerEvents events;
  private final ConcurrentHashMap<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final CompletableFuture<String> gone = new CompletableFuture<>();
  private final Verbosity verbosity = new Verbosity(this);
  private final LegacyWatch watch = new LegacyWatch(this);
  private volatile Hearing hearing = Hearing.DEAF;
  private volatile Era era = Era.LEGACY;
  private volatile Welcome welcome = Welcome.NONE;
  private int rubbish;

  StdioPeer(Instance instance, Instance.Wire.Stdio wire, ServerEvents events) {
    this.instance = instance;
    this.stdin = new StdinWriter(wire.stdin(), this::hung);
    this.events = events;
    Thread.Builder reader = wire.pinsCarrier() ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    reader.name("stdout " + instance.id()).start(() -> read(new LineReader(wire.stdout())));
  }

  void speak(Era found) {
    era = found;
  }

  void welcomed(Welcome said) {
    welcome = said;
  }

  @Override
  public Welcome welcome() {
    return welcome;
  }

  @Override
  public Era era() {
    return era;
  }

  @Override
  public String instance() {
    return instance.id();
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
  public CompletionStage<String> gone() {
    return gone;
  }

  @Override
  public Envelope request(Outgoing outgoing, Caller caller, Deadline deadline)
      throws PeerException {
    if (pending.size() >= MAX_PENDING) {
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
      stdin.write(
          Messages.request(id, outgoing.method(), outgoing.params().withToken(id)), deadline);
      return await(mine, id, outgoing, caller, deadline);
    } finally {
      pending.remove(id);
    }
  }

  void notify(String method, @Nullable Slice params, Deadline deadline) throws PeerException {
    stdin.write(Messages.notification(method, params), deadline);
  }

  private Envelope await(Pending mine, long id, Outgoing outgoing, Caller caller, Deadline deadline)
      throws PeerException {
    while (true) {
      mine.await(deadline);
      Pending.@Nullable End end = mine.end(); // first: what was reported before it is then in notes
      for (Envelope.Notification note = mine.nextNote(); note != null; note = mine.nextNote()) {
        ServerWords.heed(note, caller, outgoing.params().clientToken(), hearing);
      }
      switch (end) {
        case Pending.End.Response response -> {
          return response.envelope();
        }
        case Pending.End.Trouble trouble -> throw given(up(id, trouble.kind()), trouble.message());
        case null -> {
          if (deadline.passed()) {
            throw given(up(id, PeerException.Kind.TIMED_OUT), "no answer in time");
          }
        }
      }
    }
  }

  /** Tells the server that nobody waits any more, if it can still hear. */
  private PeerException.Kind up(long id, PeerException.Kind why) {
    if (why != PeerException.Kind.BROKEN) {
      Slice params =
          Slice.of(
              "{\"requestId\":"
                  + id
                  + ",\"reason\":\""
                  + (why == PeerException.Kind.TIMED_OUT ? "timed out" : "cancelled")
                  + "\"}");
      Thread.startVirtualThread(() -> cancel(params));
    }
    return why;
  }

  private void cancel(Slice params) {
    try {
      notify("notifications/cancelled", params, Deadline.in(Duration.ofSeconds(2)));
    } catch (PeerException tooLate) {
      events.line("could not tell the server about a cancellation: " + tooLate.getMessage());
    }
  }

  private static PeerException given(PeerException.Kind kind, String message) {
    return new PeerException(kind, message);
  }

  private void read(LineReader lines) {
    String how = "the server closed its stdout";
    try {
      for (Slice line = lines.next(); line != null; line = lines.next()) {
        receive(line);
      }
    } catch (IOException broken) {
      how = "stdout: " + broken.getMessage();
    }
    end(how);
  }

  private void receive(Slice line) throws IOException {
    if (line.length() == 0 || (line.length() == 1 && line.at(0) == '\r')) {
      return;
    }
    Envelope message;
    try {
      message = EnvelopeScanner.scan(line);
    } catch (MalformedJsonException | InvalidEnvelopeException notMcp) {
      rubbish(line);
      return;
    }
    rubbish = 0;
    switch (message) {
      case Envelope.ResultResponse result -> respond(result.id(), result);
      case Envelope.ErrorResponse error -> respond(error.id(), error);
      case Envelope.Request request -> answer(request);
      case Envelope.Notification note -> heed(note);
    }
  }

  private void rubbish(Slice line) throws IOException {
    events.line("not MCP on stdout: " + line.text());
    if (++rubbish > MAX_RUBBISH) {
      throw new IOException("more than " + MAX_RUBBISH + " lines in a row that are not MCP");
    }
  }

  private void respond(@Nullable Slice id, Envelope response) {
    Pending waiting = id == null ? null : pending.get(number(id));
    if (waiting != null) {
      waiting.end(new Pending.End.Response(response));
    }
  }

  /** What belongs to a request is left to the thread that waits for it. */
  private void heed(Envelope.Notification note) {
    switch (note.method()) {
      case Progress.METHOD -> {
        Slice token = note.body().find("progressToken");
        Pending waiting = token == null ? null : pending.get(number(token));
        if (waiting != null) {
          waiting.note(note);
        }
      }
      case "notifications/message" -> addressee().ifPresent(waiting -> waiting.note(note));
      default -> ServerWords.heed(note, Caller.SILENT, null, hearing);
    }
  }

  /**
   * Whom a message concerns that names no request: clear only while a single client's request is
   * being carried out. With several, any guess could give one client's data to another.
   */
  private Optional<Pending> addressee() {
    List<Pending> candidates =
        pending.values().stream().filter(waiting -> waiting.caller().isClient()).toList();
    return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
  }

  private static long number(Slice literal) {
    try {
      return Long.parseLong(literal.text());
    } catch (NumberFormatException foreign) {
      return -1;
    }
  }

  /**
   * What a server asks of us: it gets an answer in every case, so that it never waits for one, and
   * on a thread of its own, because people take their time.
   */
  private void answer(Envelope.Request request) {
    Caller asked = addressee().map(Pending::caller).orElse(Caller.SILENT);
    Thread.ofVirtual()
        .name("answer to " + instance.id())
        .start(() -> respond(ServerWords.response(request, asked), request.method()));
  }

  private void respond(Slice response, String method) {
    try {
      stdin.write(response, Deadline.in(ANSWER_PATIENCE));
    } catch (PeerException gone) {
      events.line("could not answer the server's " + method + ": " + gone.getMessage());
    }
  }

  private void checkWorthSending(Pending mine) throws PeerException {
    if (gone.isDone()) {
      throw new PeerException(PeerException.Kind.NOT_SENT, gone.join());
    }
    if (mine.end() instanceof Pending.End.Trouble trouble) {
      throw new PeerException(trouble.kind(), trouble.message());
    }
  }

  private void hung() {
    end("the server does not read its stdin");
  }

  private void end(String how) {
    stdin.close();
    instance.close();
    String exit = instance.exit().toCompletableFuture().getNow(new Instance.Exit(-1, "")).detail();
    gone.complete(exit.isEmpty() ? how : how + " (" + exit + ")");
    Pending.End lost = new Pending.End.Trouble(PeerException.Kind.BROKEN, gone.join());
    pending.values().forEach(waiting -> waiting.end(lost));
  }

  @Override
  public void close() {
    end("stopped");
  }
}
