package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Cancellation;
import dev.mcpcentral.hub.call.ClientAnswer;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.MetaKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A modern client's call to a legacy server: carried out on a thread of its own, which outlives the
 * client's request when the server asks something, and goes on when the client comes back with the
 * answers.
 */
final class ParkedCall implements Caller {
  /** Servers that ask several things at once do so within this time. */
  private static final Duration QUIET = Duration.ofMillis(100);

  /** Each holds a thread; what the server asks beyond is refused. */
  private static final int MAX_OPEN = 64;

  private static final ClientAnswer ENDED =
      ClientAnswer.failed("the call has ended, nobody waits for the answer");

  private record Open(InputRequests.Question question, CompletableFuture<ClientAnswer> answer) {}

  private final Duration patience;
  private final Cancellation cancellation = new Cancellation();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Map<String, Slice> early;
  private long lastAsked;
  private @Nullable Outcome outcome;
  private Caller live = Caller.SILENT;
  private @Nullable Slice progressToken;

  /**
   * @param patience how long the client may take to come back
   * @param early answers that the client sent before it was asked, by the keys to come
   */
  ParkedCall(Duration patience, Map<String, Slice> early) {
    this.patience = patience;
    this.early = new HashMap<>(early);
    cancellation.onCancel(this::abandon);
  }

  /** How one of the client's requests ends. */
  sealed interface Turn {
    record Ended(Outcome outcome) implements Turn {}

    record Asking(List<InputRequests.Question> questions) implements Turn {}
  }

  // For the thread that carries the call out.

  @Override
  public ClientAnswer ask(String method, Slice params, Members body) {
    CompletableFuture<ClientAnswer> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (outcome != null) {
        return ENDED;
      }
      if (open.size() >= MAX_OPEN) {
        return ClientAnswer.failed("the client has " + MAX_OPEN + " questions to answer already");
      }
      String key = InputRequests.key(method, body, open.keySet());
      Slice known = early.remove(key);
      if (known != null && known.at(0) == '{') {
        return new ClientAnswer.Result(known);
      }
      open.put(key, new Open(new InputRequests.Question(key, method, params, body), answer));
      lastAsked = System.nanoTime();
      news.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      cancellation.cancel();
      return ClientAnswer.failed("the client did not come back with an answer");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ClientAnswer.failed("stopped");
    }
  }

  @Override
  public void notify(String method, Slice params) {
    Caller now;
    Slice token;
    lock.lock();
    try {
      now = live;
      token = progressToken;
    } finally {
      lock.unlock();
    }
    if (!method.equals(Progress.METHOD)) {
      now.notify(method, params);
    } else if (token != null) {
      // Each of the client's requests may have another token.
      now.notify(method, Progress.withToken(Members.inside(params), token));
    }
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  /** The call is over, and so is what the server still wanted to know. */
  void end(Outcome how) {
    lock.lock();
    try {
      outcome = how;
      abandon();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets those go who wait for answers that nobody needs any more. */
  private void abandon() {
    lock.lock();
    try {
      open.values().forEach(question -> question.answer.complete(ENDED));
      open.clear();
    } finally {
      lock.unlock();
    }
  }

  // For the client's requests, one after the other.

  /**
   * Carries one of the client's requests: hands over the answers that it brings, then waits for the
   * end of the call or for more questions.
   */
  Turn turn(Permitted permitted, Map<String, Slice> answers, Caller caller) {
    attach(permitted, caller);
    caller.onCancel(() -> cancelIfLive(caller));
    lock.lock();
    try {
      answers.forEach(this::answer);
      while (outcome == null) {
        long wait = untilAsking();
        if (wait <= 0) {
          return new Turn.Asking(open.values().stream().map(Open::question).toList());
        }
        news.awaitNanos(wait);
      }
      return new Turn.Ended(outcome);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      cancellation.cancel();
      return new Turn.Ended(new Outcome.Failure.Cancelled());
    } finally {
      live = live.equals(caller) ? Caller.SILENT : live;
      lock.unlock();
    }
  }

  /** From now on, what the server says goes to {@code caller}. */
  void attach(Permitted permitted, Caller caller) {
    lock.lock();
    try {
      live = caller;
      progressToken = permitted.ask().meta().find(MetaKey.PROGRESS_TOKEN);
    } finally {
      lock.unlock();
    }
  }

  private void cancelIfLive(Caller caller) {
    boolean mine;
    lock.lock();
    try {
      mine = live.equals(caller);
    } finally {
      lock.unlock();
    }
    if (mine) {
      cancellation.cancel();
    }
  }

  /** What is no object answers nothing: it is asked again. */
  private void answer(String key, Slice result) {
    if (result.at(0) == '{') {
      Optional.ofNullable(open.remove(key))
          .ifPresent(question -> question.answer.complete(new ClientAnswer.Result(result)));
    }
  }

  private long untilAsking() {
    return open.isEmpty()
        ? TimeUnit.DAYS.toNanos(1)
        : QUIET.toNanos() - (System.nanoTime() - lastAsked);
  }

  void cancel() {
    cancellation.cancel();
  }
}
