package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes whole messages to a server's stdin, one at a time. A server that stops reading blocks the
 * writer inside the operating system, so a watch reports it as hung after {@link #PATIENCE}.
 */
final class StdinWriter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final OutputStream out;
  private final Runnable hung;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long writingSince;
  private volatile boolean closed;

  StdinWriter(OutputStream out, Runnable hung) {
    this.out = out;
    this.hung = hung;
    Thread.ofVirtual().name("stdin watch").start(this::watch);
  }

  void write(Slice message, Deadline deadline) throws PeerException {
    byte[] line = line(message);
    acquire(deadline);
    try {
      writingSince = System.nanoTime() | 1;
      out.write(line);
      out.flush();
    } catch (IOException broken) {
      throw new PeerException(PeerException.Kind.BROKEN, "the server's stdin is closed");
    } finally {
      writingSince = 0;
      lock.unlock();
    }
  }

  /**
   * One message, one line. A line break between two tokens becomes a space: left as it is, it would
   * end the message early, and what follows could be a message of its own that nobody decided or
   * recorded. Inside strings JSON has no raw line breaks.
   */
  private static byte[] line(Slice message) {
    byte[] line = new byte[message.length() + 1];
    System.arraycopy(message.array(), message.offset(), line, 0, message.length());
    for (int i = 0; i < message.length(); i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    line[message.length()] = '\n';
    return line;
  }

  private void acquire(Deadline deadline) throws PeerException {
    try {
      if (closed || !lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new PeerException(PeerException.Kind.NOT_SENT, "the server takes no more input");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PeerException(PeerException.Kind.CANCELLED, "interrupted");
    }
  }

  private void watch() {
    try {
      while (!closed) {
        Thread.sleep(TICK);
        long since = writingSince;
        if (since != 0 && System.nanoTime() - since > PATIENCE.toNanos()) {
          hung.run();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
