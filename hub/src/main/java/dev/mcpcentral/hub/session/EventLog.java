package dev.mcpcentral.hub.session;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is sent on one event stream, in order. Senders only append; the one connection that carries
 * the stream takes from it at its own speed, so that a client that does not read holds up nobody.
 *
 * <p>A log that is kept remembers what was taken, so that a later connection can take up where an
 * earlier one broke off (2025-11-25, basic/transports, "Resumability and Redelivery").
 */
public final class EventLog {
  /** Notifications that may wait for a client that reads; what is over it is dropped. */
  static final int MAX_WAITING = 4_096;

  static final int MAX_WAITING_BYTES = 8 << 20;

  /** Events that are kept for a client that may come back; its newest one always is. */
  static final int MAX_KEPT = 128;

  static final int MAX_KEPT_BYTES = 512 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final EventQueue taken = new EventQueue();
  private final EventQueue waiting = new EventQueue();
  private final @Nullable String idPrefix;
  private final Retention retention;
  private boolean kept;
  private long last;
  private @Nullable Reader reader;
  private boolean finished;
  private long usedAt;

  private EventLog(@Nullable String idPrefix, Retention retention) {
    this.idPrefix = idPrefix;
    this.retention = retention;
    this.kept = idPrefix != null;
  }

  /** A log that ends with its first connection. */
  public static EventLog unkept() {
    return new EventLog(null, new Retention(0, System::nanoTime));
  }

  /** {@code idPrefix} and an event's number make its id, unique in the session. */
  static EventLog kept(String idPrefix, Retention retention) {
    return new EventLog(idPrefix, retention);
  }

  /**
   * One message of the stream.
   *
   * @param number counts from 1
   */
  public record Event(long number, Slice message) {}

  /** The id of an event; 0 stands for the beginning of the stream. Null when nothing is kept. */
  public @Nullable String id(long number) {
    return idPrefix == null ? null : idPrefix + number;
  }

  /** Appends a notification; false when it was dropped: the stream has ended, or too much waits. */
  public boolean offer(Slice notification) {
    return append(notification, true, false);
  }

  /** The same; one that equals the last that waits counts as sent. */
  public boolean offerOnce(Slice notification) {
    return append(notification, true, true);
  }

  /** Appends a request or response, which is never too much; false when the stream has ended. */
  public boolean put(Slice message) {
    return append(message, false, false);
  }

  private boolean append(Slice message, boolean mayDrop, boolean once) {
    lock.lock();
    try {
      Event newest = waiting.newest();
      if (once && newest != null && newest.message().equals(message)) {
        return true;
      }
      if (finished || noRoom(mayDrop)) {
        return false;
      }
      waiting.add(new Event(++last, message));
      usedAt = retention.nanoTime();
      count(message.length());
      news.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean noRoom(boolean mayDrop) {
    if (reader != null) {
      return mayDrop && waiting.isOver(MAX_WAITING - 1, MAX_WAITING_BYTES);
    }
    return (kept && retention.exhausted())
        || (mayDrop && waiting.isOver(MAX_KEPT - 1, MAX_KEPT_BYTES));
  }

  private void count(int bytes) {
    if (kept) {
      retention.add(bytes);
    }
  }

  /** Nothing follows: the stream ends when everything has been taken. */
  public void finish() {
    lock.lock();
    try {
      finished = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream at once: what waits is lost. */
  public void close() {
    lock.lock();
    try {
      finished = true;
      forgetTaken();
      count(-(int) waiting.bytes());
      kept = false;
      while (!waiting.isEmpty()) {
        waiting.removeOldest();
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps nothing from now on: the stream ends with the connection that it has. */
  void release() {
    lock.lock();
    try {
      if (reader == null) {
        close();
        return;
      }
      forgetTaken();
      count(-(int) waiting.bytes());
      kept = false;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what was taken when nothing has happened for so many nanoseconds; true if so. */
  boolean forgetAfter(long nanos) {
    lock.lock();
    try {
      boolean old = retention.nanoTime() - usedAt > nanos;
      if (old) {
        forgetTaken();
      }
      return old;
    } finally {
      lock.unlock();
    }
  }

  private void forgetTaken() {
    while (!taken.isEmpty()) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    count(-taken.removeOldest().message().length());
  }

  /** The number of the newest event. */
  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  boolean finished() {
    lock.lock();
    try {
      return finished;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a connection carries the stream now. */
  public boolean connected() {
    lock.lock();
    try {
      return reader != null;
    } finally {
      lock.unlock();
    }
  }

  /** What followed the event of this number, as far as it is kept; the reader before has ended. */
  public Reader readAfter(long number) {
    lock.lock();
    try {
      for (Event newest = taken.newest();
          newest != null && newest.number() > number;
          newest = taken.newest()) {
        waiting.addOldest(taken.removeNewest());
      }
      Reader next = new Reader();
      reader = next;
      usedAt = retention.nanoTime();
      news.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** The connection's end of the stream. */
  public final class Reader {
    private Reader() {}

    /** The next event; null when none comes within {@code wait}, or none will. */
    public @Nullable Event next(Duration wait) throws InterruptedException {
      lock.lock();
      try {
        long left = wait.toNanos();
        while (waiting.isEmpty() && !ended() && left > 0) {
          left = news.awaitNanos(left);
        }
        return ended() ? null : take();
      } finally {
        lock.unlock();
      }
    }

    private @Nullable Event take() {
      if (waiting.isEmpty()) {
        return null;
      }
      Event next = waiting.removeOldest();
      usedAt = retention.nanoTime();
      if (kept) {
        taken.add(next);
        trim();
      }
      return next;
    }

    private void trim() {
      while ((taken.size() > 1 && taken.isOver(MAX_KEPT, MAX_KEPT_BYTES))
          || (!taken.isEmpty() && retention.exhausted())) {
        forgetOldest();
      }
    }

    /** Whether nothing will come any more: all is taken, or another connection took over. */
    public boolean ended() {
      lock.lock();
      try {
        return reader != this || (finished && waiting.isEmpty());
      } finally {
        lock.unlock();
      }
    }

    /** The connection is gone. */
    public void close() {
      lock.lock();
      try {
        if (reader == this) {
          reader = null;
          usedAt = retention.nanoTime();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
