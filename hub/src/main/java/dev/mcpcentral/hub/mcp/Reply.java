package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.session.Cancellation;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The response to one POST: plain JSON when the answer comes quickly and nothing precedes it,
 * otherwise an event stream that begins with the first notification or with the first {@link
 * #pulse()}.
 */
final class Reply implements Caller {
  private static final String JSON = "application/json";

  private final Exchange exchange;
  private final boolean mayStream;
  private final Cancellation cancellation;
  private final boolean goneMeansCancel;
  private final AtomicBoolean pulsing = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final long begun = System.nanoTime();
  private @Nullable EventStream stream;
  private boolean answered;

  /**
   * @param mayStream whether the client accepts an event stream
   * @param goneMeansCancel a modern client cancels by closing the stream (2026-07-28,
   *     basic/patterns/cancellation), a legacy one does not
   */
  Reply(Exchange exchange, boolean mayStream, Cancellation cancellation, boolean goneMeansCancel) {
    this.exchange = exchange;
    this.mayStream = mayStream;
    this.cancellation = cancellation;
    this.goneMeansCancel = goneMeansCancel;
  }

  @Override
  public void notify(String method, Slice params) {
    EventStream open = mayStream ? open() : null;
    if (open != null) {
      open.message(Messages.notification(method, params));
    }
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  /**
   * Sends the final message: as the stream's last event, or as a JSON response with this status.
   */
  void answer(int status, Slice message) {
    EventStream open;
    lock.lock();
    try {
      answered = true;
      open = stream;
      if (open == null) {
        exchange.send(status, JSON, message);
      }
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.message(message);
      open.close();
    }
  }

  /**
   * Shows a long wait to the client and to everything between, and notices when the client has
   * gone.
   */
  void pulse() {
    if (!mayStream || !pulsing.compareAndSet(false, true)) {
      return;
    }
    try {
      EventStream open = open();
      if (open != null) {
        open.comment();
      }
    } finally {
      pulsing.set(false);
    }
  }

  long ageNanos() {
    return System.nanoTime() - begun;
  }

  private @Nullable EventStream open() {
    lock.lock();
    try {
      if (stream == null && !answered) {
        stream = new EventStream(exchange.stream(), this::gone);
      }
      return answered ? null : stream;
    } finally {
      lock.unlock();
    }
  }

  private void gone() {
    if (goneMeansCancel) {
      cancellation.cancel();
    }
  }
}
