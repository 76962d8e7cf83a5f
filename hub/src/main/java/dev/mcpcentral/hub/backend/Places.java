package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The places for a server's instances: a fixed number, of which spare instances hold some. When all
 * are taken, owners wait for one in turn.
 */
final class Places {
  /** Each holds a thread. */
  private static final int MAX_WAITING = 1_024;

  private static final class Waiter {
    final Condition news;
    boolean served;
    @Nullable Warm warm;

    Waiter(Condition news) {
      this.news = news;
    }
  }

  private final int max;
  private final Runnable changed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Warm> spares = new ArrayDeque<>();
  private final Turns<Waiter> turns = new Turns<>();
  private int taken;
  private int starting;
  private boolean closed;
  private volatile int waiting;

  /** {@code changed} runs when somebody begins to wait, or there is room for a spare; quick. */
  Places(int max, Runnable changed) {
    this.max = max;
    this.changed = changed;
  }

  /**
   * Takes a place, at once or in turn; with it comes a spare instance if there is one.
   *
   * @throws PeerException of kind {@code NOT_SENT} when no place becomes free in time
   */
  Optional<Warm> take(String owner, Deadline deadline) throws PeerException {
    Optional<Warm> got;
    lock.lock();
    try {
      if (!closed && turns.size() == 0 && (taken < max || !spares.isEmpty())) {
        got = Optional.ofNullable(spares.poll());
        taken += got.isPresent() ? 0 : 1;
      } else {
        got = await(owner, deadline);
      }
    } finally {
      lock.unlock();
    }
    changed.run();
    return got;
  }

  private Optional<Warm> await(String owner, Deadline deadline) throws PeerException {
    if (closed) {
      throw stopped();
    }
    if (turns.size() >= MAX_WAITING) {
      throw full(MAX_WAITING + " callers wait for an instance of it already");
    }
    Waiter me = new Waiter(lock.newCondition());
    turns.add(owner, me);
    waiting = turns.size();
    changed.run();
    try {
      for (long left = deadline.remainingNanos(); !me.served; left = deadline.remainingNanos()) {
        if (closed) {
          throw stopped();
        }
        if (left <= 0) {
          throw full(
              "all " + max + " instances of it were in use for as long as the call may take");
        }
        me.news.awaitNanos(left);
      }
      return Optional.ofNullable(me.warm);
    } catch (InterruptedException stopped) {
      if (me.served) {
        pass(me.warm);
      }
      Thread.currentThread().interrupt();
      throw new PeerException(PeerException.Kind.CANCELLED, "interrupted");
    } finally {
      turns.remove(owner, me);
      waiting = turns.size();
    }
  }

  private static PeerException full(String why) {
    return new PeerException(
        PeerException.Kind.NOT_SENT, why + "; try again later, or raise its pool.max");
  }

  private static PeerException stopped() {
    return new PeerException(PeerException.Kind.NOT_SENT, "the server was stopped");
  }

  /** What had this place has ended. */
  void giveBack() {
    locked(() -> pass(null));
    changed.run();
  }

  /** Takes a place for a spare instance, if fewer than {@code wanted} are there and none waits. */
  boolean reserve(int wanted) {
    lock.lock();
    try {
      boolean room =
          !closed && turns.size() == 0 && taken < max && spares.size() + starting < wanted;
      taken += room ? 1 : 0;
      starting += room ? 1 : 0;
      return room;
    } finally {
      lock.unlock();
    }
  }

  /** The spare instance that a place was reserved for is ready. */
  void shelve(Warm warm) {
    locked(() -> {
      starting--;
      pass(warm);
    });
  }

  /** The spare instance that a place was reserved for could not be started. */
  void unreserve() {
    locked(() -> {
      starting--;
      pass(null);
    });
  }

  /** Forgets a spare instance that has died; false when it is none any more. */
  boolean drop(Warm warm) {
    lock.lock();
    try {
      boolean there = spares.remove(warm);
      if (there) {
        pass(null);
      }
      return there;
    } finally {
      lock.unlock();
    }
  }

  /** From now on nobody gets a place, and nobody waits; returns the spare instances. */
  List<Warm> close() {
    lock.lock();
    try {
      closed = true;
      List<Warm> all = List.copyOf(spares);
      spares.clear();
      for (Optional<Waiter> next = turns.next(); next.isPresent(); next = turns.next()) {
        next.get().news.signal();
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** A free place goes to whose turn it is. */
  private void pass(@Nullable Warm warm) {
    Optional<Waiter> next = turns.next();
    waiting = turns.size();
    if (next.isPresent()) {
      next.get().warm = warm;
      next.get().served = true;
      next.get().news.signal();
    } else if (warm != null) {
      spares.add(warm);
    } else {
      taken--;
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** How many wait for a place. */
  int waiting() {
    return waiting;
  }

  /** How many spare instances are ready. */
  int spares() {
    lock.lock();
    try {
      return spares.size();
    } finally {
      lock.unlock();
    }
  }
}
