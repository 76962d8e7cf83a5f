package dev.mcpcentral.hub.session;

import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * What a session's client was asked and has not answered yet, under ids that the hub mints: a
 * server's own ids would collide with those of other servers.
 */
final class Questions {
  private static final int MAX_OPEN = 64;

  /** People answer; they may be at lunch, but not on holiday. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentHashMap<Slice, CompletableFuture<ClientAnswer>> open =
      new ConcurrentHashMap<>();

  /**
   * Asks by {@code send}, which is given the id to use, and waits for the answer, unless the
   * request that it belongs to is cancelled.
   */
  ClientAnswer ask(Predicate<Slice> send, Cancellation request) {
    if (open.size() >= MAX_OPEN) {
      return ClientAnswer.failed("the client has " + MAX_OPEN + " questions to answer already");
    }
    Slice id = Slice.of("\"hub-" + ids.incrementAndGet() + "\"");
    CompletableFuture<ClientAnswer> answer = new CompletableFuture<>();
    open.put(id, answer);
    request.onCancel(() -> answer.complete(ClientAnswer.failed("the request was cancelled")));
    try {
      if (!answer.isDone() && !send.test(id)) {
        return ClientAnswer.failed("the client has no stream open on which it can be asked");
      }
      return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return ClientAnswer.failed(
          "the client did not answer within " + PATIENCE.toMinutes() + " minutes");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ClientAnswer.failed("stopped");
    } finally {
      open.remove(id);
    }
  }

  void answer(Envelope.ResultResponse result) {
    complete(result.id(), new ClientAnswer.Result(result.result()));
  }

  void answer(Envelope.ErrorResponse error) {
    Slice id = error.id();
    if (id != null) {
      complete(id, new ClientAnswer.Refusal(error.error()));
    }
  }

  private void complete(Slice id, ClientAnswer answer) {
    CompletableFuture<ClientAnswer> waiting = open.get(id);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  /** The client has gone: nobody waits for it any more. */
  void abandon() {
    open.values()
        .forEach(
            waiting -> waiting.complete(ClientAnswer.failed("the client's session has ended")));
  }

  int count() {
    return open.size();
  }
}
