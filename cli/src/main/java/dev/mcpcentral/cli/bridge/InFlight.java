package dev.mcpcentral.cli.bridge;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The requests that are being carried out, at most {@value #MAX}. */
final class InFlight {
  static final int MAX = 1_024;

  private final Map<Slice, Pending> unanswered = new ConcurrentHashMap<>();
  private final Set<Pending> working = ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(MAX);

  /** Why it may not begin, or null when it may. */
  @Nullable String begin(Pending pending) {
    if (!room.tryAcquire()) {
      return MAX + " requests are in flight already";
    }
    if (unanswered.putIfAbsent(pending.id(), pending) != null) {
      room.release();
      return "a request with this id is in flight already";
    }
    working.add(pending);
    return null;
  }

  /**
   * True for the one who may answer, or who cancels; whoever comes later is too late. From here on
   * the client may use the id again.
   */
  boolean settle(Pending pending) {
    return unanswered.remove(pending.id(), pending);
  }

  boolean isSettled(Pending pending) {
    return unanswered.get(pending.id()) != pending;
  }

  /** Its thread is about to end. */
  void end(Pending pending) {
    unanswered.remove(pending.id(), pending);
    if (working.remove(pending)) {
      room.release();
    }
  }

  @Nullable Pending find(Slice id) {
    return unanswered.get(id);
  }

  /** Waits until all have ended, those that the client listens to apart. */
  void drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (Pending pending : working) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (!pending.isOpenEnded() && left.isPositive()) {
        pending.join(left);
      }
    }
  }

  /** Breaks off what is left; nobody waits for an answer any more. */
  void abandon() {
    unanswered.clear();
    working.forEach(Pending::interrupt);
  }
}
