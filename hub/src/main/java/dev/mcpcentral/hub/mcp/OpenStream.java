package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.protocol.json.Slice;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream that stays open. A change is a signal only; the thread that serves the stream writes, so
 * that a slow client holds up nobody, and many changes in a row become one notification.
 */
final class OpenStream implements Session.Listener {
  /** Short enough that no proxy takes the stream for dead. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private final EventStream events;
  private final @Nullable Slice changed;
  private final Semaphore signals = new Semaphore(0);
  private volatile boolean closed;

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

  /** True for a change, false for a sign of life, null when the stream is to end. */
  private @Nullable Boolean next() {
    try {
      boolean signalled = signals.tryAcquire(KEEP_ALIVE.toNanos(), TimeUnit.NANOSECONDS);
      signals.drainPermits();
      return closed ? null : Boolean.valueOf(signalled);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void toolsChanged() {
    signals.release();
  }

  @Override
  public void close() {
    closed = true;
    signals.release();
  }
}
