package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.session.Session;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stream that stays open. The thread that serves it writes, so that a slow client holds up
 * nobody; one that does not keep up loses its stream, not single messages.
 */
final class OpenStream implements Session.Listener {
  /** Short enough that no proxy takes the stream for dead. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final int MAX_WAITING = 1_000;

  private final EventStream events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Deque<Slice> waiting = new ArrayDeque<>();
  private boolean closed;

  OpenStream(OutputStream out) {
    this.events = new EventStream(out, () -> {});
  }

  /** Writes until the client is gone or the stream is closed from this side. */
  void serve() {
    events.comment();
    while (!events.broken() && awaitNews()) {
      Slice message = poll();
      if (message == null) {
        events.comment();
      }
      while (message != null) {
        events.message(message);
        message = poll();
      }
    }
  }

  /** Queues a message; the same one twice in a row counts once. */
  @Override
  public void send(Slice message) {
    lock.lock();
    try {
      if (waiting.size() >= MAX_WAITING) {
        closed = true;
      } else if (!message.equals(waiting.peekLast())) {
        waiting.add(message);
      }
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void send(String method, @Nullable Slice params) {
    send(Messages.notification(method, params));
  }

  /** The last message of a stream that ends from this side. */
  void finish(Slice last) {
    events.message(last);
    events.close();
  }

  private @Nullable Slice poll() {
    lock.lock();
    try {
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  /** False when the stream is to end; true after a message, or when a sign of life is due. */
  private boolean awaitNews() {
    lock.lock();
    try {
      long left = KEEP_ALIVE.toNanos();
      while (waiting.isEmpty() && !closed && left > 0) {
        left = news.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }
}
