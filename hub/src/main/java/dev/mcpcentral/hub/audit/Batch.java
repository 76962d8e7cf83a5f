package dev.mcpcentral.hub.audit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Records that are written and forced together, and the callers that wait for them. Filled under
 * the queue's lock, then written by the committer alone.
 */
final class Batch {
  /** Tells recovery how far back a torn batch can begin. */
  static final int MAX_BYTES = 8 << 20;

  private enum State {
    PENDING,
    DURABLE,
    FAILED
  }

  private final long firstSeq;
  private final boolean startsSegment;
  private final long createdNanos = System.nanoTime();
  private final List<Thread> waiters = new ArrayList<>();
  private byte[] bytes;
  private int size;
  private int count;
  private boolean sealed;
  private volatile State state = State.PENDING;

  Batch(long firstSeq, byte[] buffer) {
    this(firstSeq, false, buffer);
  }

  private Batch(long firstSeq, boolean startsSegment, byte[] buffer) {
    this.firstSeq = firstSeq;
    this.startsSegment = startsSegment;
    this.bytes = buffer;
  }

  static Batch head(long seq, JsonBody body) {
    Batch head = new Batch(seq, true, new byte[Frame.BODY + body.length()]);
    head.add(body);
    return head;
  }

  /** Returns the record's sequence number. */
  long add(JsonBody body) {
    int end = size + Frame.BODY + body.length();
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    ByteBuffer.wrap(bytes).putInt(size + Frame.LENGTH, body.length());
    body.copyTo(bytes, size + Frame.BODY);
    size = end;
    return firstSeq + count++;
  }

  void addWaiter(Thread thread) {
    waiters.add(thread);
  }

  boolean isEmpty() {
    return count == 0;
  }

  int size() {
    return size;
  }

  long firstSeq() {
    return firstSeq;
  }

  long nextSeq() {
    return firstSeq + count;
  }

  boolean startsSegment() {
    return startsSegment;
  }

  long ageNanos() {
    return System.nanoTime() - createdNanos;
  }

  /** Fills in headers and hashes; again and again the same bytes if a write must be repeated. */
  ByteBuffer seal(Chain chain) {
    int at = 0;
    for (int index = 0; !sealed && index < count; index++) {
      int length = ByteBuffer.wrap(bytes).getInt(at + Frame.LENGTH);
      chain.seal(bytes, at, length, firstSeq + index, index);
      at += Frame.BODY + length;
    }
    sealed = true;
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** Gives the buffer away; the batch must be done with. */
  byte[] releaseBytes() {
    byte[] released = bytes;
    bytes = new byte[0];
    return released;
  }

  /** Answers those who wait; the first answer stays, even if a later attempt succeeds. */
  void settle(boolean durable) {
    if (state == State.PENDING) {
      state = durable ? State.DURABLE : State.FAILED;
    }
  }

  /** More often than needed is harmless: each looks for itself whether its wait is over. */
  void wakeWaiters() {
    waiters.forEach(LockSupport::unpark);
  }

  boolean isDurable() {
    return state == State.DURABLE;
  }

  /**
   * Returns whether the records became durable within {@code max}. Parks without a time of its own,
   * which would cost each call a timer: {@link PatienceWatch} wakes those who have waited long
   * enough.
   */
  boolean await(Duration max) {
    long deadline = System.nanoTime() + max.toNanos();
    boolean interrupted = false;
    while (state == State.PENDING) {
      if (System.nanoTime() - deadline >= 0) {
        break;
      }
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // or parking would return at once
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return isDurable();
  }
}
