package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.engine.EngineException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * One instance of a server: who uses it is counted, so that it is known for sure when nobody does.
 * Then it can be paused, and whoever comes wakes it; or ended, and then nobody can enter it.
 */
final class PooledInstance implements Keeper {
  /** How long after its last use an instance that dies is still started again by itself. */
  private static final Duration RECENT = Duration.ofSeconds(30);

  private static final Duration WAKING = Duration.ofSeconds(30);

  /** In place of the number of uses: it is paused, or about to be. */
  private static final int RESTING = -1;

  private static final int ENDED = -2;

  private final Connector connector;
  private final ServerEvents events;
  private final Predicate<PooledInstance> kept;
  private final Runnable woken;
  private final Conversations conversations;
  private final AtomicInteger uses = new AtomicInteger();

  /** Held by whoever leaves or enters {@link #RESTING}, never by a call on its way. */
  private final ReentrantLock rest = new ReentrantLock();

  private volatile long lastUsed = System.nanoTime();
  private volatile boolean pausable = true;
  private volatile boolean paused;

  /**
   * {@code kept} tells whether it is started again as soon as it dies; {@code woken} runs each time
   * that it was paused and is not any more.
   */
  PooledInstance(
      Connector connector,
      ServerEvents events,
      Breaker breaker,
      Predicate<PooledInstance> kept,
      Runnable woken) {
    this.connector = connector;
    this.events = events;
    this.kept = kept;
    this.woken = woken;
    this.conversations = new Conversations(connector, events, breaker, this);
  }

  Conversations conversations() {
    return conversations;
  }

  @Override
  public boolean wants() {
    return connector.reconnects() || (uses.get() >= 0 && kept.test(this));
  }

  /** Whether it is in use, or was a moment ago. */
  boolean isNeeded() {
    return uses.get() > 0 || System.nanoTime() - lastUsed < RECENT.toNanos();
  }

  @Override
  public boolean enter() throws PeerException {
    return enter(Deadline.in(WAKING));
  }

  /**
   * Begins a use, and wakes the instance if it is paused; false when it has ended.
   *
   * @throws PeerException of kind {@code NOT_SENT} when it cannot be woken in time
   */
  boolean enter(Deadline deadline) throws PeerException {
    while (true) {
      int now = uses.get();
      if (now == ENDED) {
        return false;
      }
      if (now == RESTING) {
        wake(deadline);
      } else if (uses.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** Ends a use. */
  @Override
  public void leave() {
    lastUsed = System.nanoTime();
    uses.updateAndGet(now -> now > 0 ? now - 1 : now);
  }

  private void wake(Deadline deadline) throws PeerException {
    try {
      if (!rest.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new PeerException(PeerException.Kind.NOT_SENT, "the server is still being woken");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new PeerException(PeerException.Kind.CANCELLED, "interrupted");
    }
    try {
      if (uses.get() == RESTING) {
        resumeIfPaused();
        lastUsed = System.nanoTime();
        uses.set(0);
        woken.run();
      }
    } finally {
      rest.unlock();
    }
  }

  /** One that died while it was paused is not woken: it is started again. */
  private void resumeIfPaused() throws PeerException {
    try {
      if (paused && connector.isAlive()) {
        connector.resume();
      }
      paused = false;
    } catch (EngineException refused) {
      if (connector.isAlive()) {
        throw new PeerException(
            PeerException.Kind.NOT_SENT, "the server could not be woken: " + refused.getMessage());
      }
      paused = false;
    }
  }

  /** Pauses it unless it is in use; false when it is, or cannot be paused. */
  boolean pause() {
    rest.lock();
    try {
      return isPausable() && uses.compareAndSet(0, RESTING) && pauseNow();
    } finally {
      rest.unlock();
    }
  }

  private boolean pauseNow() {
    try {
      paused = connector.pause();
      pausable = paused;
    } catch (EngineException refused) {
      events.line("[mcp-central] could not be paused: " + refused.getMessage());
    } finally {
      if (!paused) {
        lastUsed = System.nanoTime();
        uses.set(0);
      }
    }
    return paused;
  }

  private boolean isPausable() {
    return pausable && conversations.running() != null && connector.isAlive();
  }

  /** False once its engine has turned out to have no way to pause it. */
  boolean canPause() {
    return pausable;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isIdle() {
    int now = uses.get();
    return now == 0 || now == RESTING;
  }

  boolean isInUse() {
    return uses.get() > 0;
  }

  /** Nanoseconds since its last use; zero while it is in use. */
  long idle(long now) {
    return isInUse() ? 0 : Math.max(0, now - lastUsed);
  }

  /** Runs {@code action} while nobody uses it nor can begin to; false when somebody does. */
  boolean whileIdle(Runnable action) {
    if (!rest.tryLock()) {
      return false;
    }
    try {
      boolean resting = uses.get() == RESTING;
      if (!resting && !uses.compareAndSet(0, RESTING)) {
        return false;
      }
      action.run();
      if (!resting) {
        uses.set(0);
      }
      return true;
    } finally {
      rest.unlock();
    }
  }

  /** Nobody enters it any more; false, and nothing has changed, when somebody uses it. */
  boolean retire() {
    return rest.tryLock() && retireLocked();
  }

  private boolean retireLocked() {
    try {
      return uses.compareAndSet(0, ENDED) || uses.compareAndSet(RESTING, ENDED);
    } finally {
      rest.unlock();
    }
  }

  /**
   * Stops it, whoever uses it; {@code why} is for people. Who does so second waits until it is
   * done.
   */
  void end(String why) {
    rest.lock();
    try {
      uses.set(ENDED);
      resumeToEnd();
      boolean ran = conversations.running() != null;
      conversations.close();
      if (ran) {
        events.retired(why);
      }
    } finally {
      rest.unlock();
    }
  }

  private void resumeToEnd() {
    try {
      resumeIfPaused();
    } catch (PeerException stays) {
      events.line("[mcp-central] " + stays.getMessage());
    }
  }
}
