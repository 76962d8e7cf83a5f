package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a server carries out on streams of their own, for what it says about them on
 * another stream.
 */
final class OpenCalls {
  private static final int MAX_NOTES = 256;

  private record Open(Caller caller, @Nullable Slice clientToken, Deadline deadline) {}

  private final Attribution attribution = new Attribution();
  private final ConcurrentHashMap<Long, Open> open = new ConcurrentHashMap<>();

  /** In order, apart from the reader, whom no client must hold up; what is too much is dropped. */
  private final Executor delivery =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_NOTES),
          Thread.ofVirtual().name("notes").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  void begin(long id, Caller caller, @Nullable Slice clientToken, Deadline deadline) {
    open.put(id, new Open(caller, clientToken, deadline));
  }

  void end(long id) {
    open.remove(id);
  }

  /** Nobody waits for it any more, but the server may still speak about it. */
  void giveUp(long id) {
    attribution.givenUp(id);
  }

  /** Whether any of them is a client's. */
  boolean ofClients() {
    return open.values().stream().anyMatch(one -> one.caller.isClient());
  }

  /** Whom a server means that asks outside of any request. */
  Caller asked() {
    return only(Attribution.LAST_QUESTIONS).map(Open::caller).orElse(Caller.SILENT);
  }

  /** Takes a notification that came outside of any request's stream. */
  void heed(Envelope.Notification note, Hearing hearing) {
    switch (note.method()) {
      case Progress.METHOD -> {
        Optional<Open> meant = reported(note);
        meant.ifPresent(one -> Progress.renews(note, one.deadline));
        pass(meant, note, hearing);
      }
      case "notifications/message" -> {
        Optional<Open> meant = only(Attribution.LAST_WORDS);
        if (meant.isEmpty()) {
          hearing.logged(note);
        }
        pass(meant, note, hearing);
      }
      default -> ServerWords.heed(note, Caller.SILENT, null, hearing);
    }
  }

  private void pass(Optional<Open> meant, Envelope.Notification note, Hearing hearing) {
    meant.ifPresent(one ->
        delivery.execute(() -> ServerWords.heed(note, one.caller, one.clientToken, hearing)));
  }

  private Optional<Open> reported(Envelope.Notification note) {
    try {
      String token = String.valueOf(note.body().json("progressToken"));
      return Optional.ofNullable(open.get(Long.parseLong(token)));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  private Optional<Open> only(Duration doubt) {
    return attribution.only(open.values(), Open::caller, doubt);
  }
}
