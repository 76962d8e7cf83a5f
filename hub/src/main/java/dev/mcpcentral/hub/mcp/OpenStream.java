package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.protocol.json.Slice;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stream that stays open. Changes set a flag only; the thread that serves the stream writes, so
 * that a slow client holds up nobody, and many changes in a row become one notification.
 */
final class OpenStream implements Session.Listener {
  /** Short enough that no proxy takes the stream for dead. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private final EventStream events;
  private final @Nullable Slice changed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private boolean dirty;
  private boolean closed;

  /**
   * {@code changed} is what a change is announced with; null when the client does not want to know.
   */
  OpenStream(OutputStream out, @Nullable Slice changed) {
    this.events = new EventStream(out, () -> {});
    this.changed = changed;
  }

  /** Writes until the client is gone or the stream is closed from this side. */
  void serve() {
    events.comment();
    while (!events.broken()) {
      Boolean change = next();
      if (change == null) {
        return;
      }
      if (change && changed != null) {
        events.message(changed);
      } else {
        events.comment();
      }
    }
  }

  void send(Slice message) {
    events.message(message);
  }

  void finish() {
    events.close();
  }

  /**
   * True for a change, false when it is time for a sign of life, null when the stream is to end.
   */
  private @Nullable Boolean next() {
    lock.lock();
    try {
      if (!dirty && !closed) {
        boolean signalled = wake.await(KEEP_ALIVE.toNanos(), TimeUnit.NANOSECONDS);
        if (!signalled && !dirty && !closed) {
          return false;
        }
      }
      boolean change = dirty;
      dirty = false;
      return closed ? null : Boolean.valueOf(change);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void toolsChanged() {
    signal(() -> dirty = true);
  }

  @Override
  public void close() {
    signal(() -> closed = true);
  }

  private void signal(Runnable change) {
    lock.lock();
    try {
      change.run();
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
