package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One request that waits for its response. The thread that carries out the request takes everything
 * out of here itself, so that a slow client holds up nobody but its own call.
 */
final class Pending {
  /** More progress than a client can take is dropped: newer reports replace older ones anyway. */
  private static final int MAX_NOTES = 256;

  /** How a request ends. */
  sealed interface End {
    record Response(Envelope envelope) implements End {}

    record Trouble(PeerException.Kind kind, String message) implements End {}
  }

  private final Thread waiter = Thread.currentThread();
  private final Caller caller;
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private final ConcurrentLinkedQueue<Envelope.Notification> notes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger noteCount = new AtomicInteger();

  Pending(Caller caller) {
    this.caller = caller;
  }

  /** Whose request it is. */
  Caller caller() {
    return caller;
  }

  /** Lets the waiter look at its deadline again. */
  void wake() {
    LockSupport.unpark(waiter);
  }

  void end(End how) {
    if (end.compareAndSet(null, how)) {
      LockSupport.unpark(waiter);
    }
  }

  void note(Envelope.Notification note) {
    if (noteCount.incrementAndGet() <= MAX_NOTES) {
      notes.add(note);
      LockSupport.unpark(waiter);
    } else {
      noteCount.decrementAndGet();
    }
  }

  /**
   * Waits until there is a note or an end, or until the deadline has passed; an interrupt is an
   * end.
   */
  void await(Deadline deadline) {
    while (notes.isEmpty() && end.get() == null && !deadline.passed()) {
      LockSupport.parkNanos(this, deadline.remainingNanos());
      if (Thread.interrupted()) {
        end(new End.Trouble(PeerException.Kind.CANCELLED, "stopped"));
      }
    }
  }

  Envelope.@Nullable Notification nextNote() {
    Envelope.Notification note = notes.poll();
    if (note != null) {
      noteCount.decrementAndGet();
    }
    return note;
  }

  @Nullable End end() {
    return end.get();
  }
}
