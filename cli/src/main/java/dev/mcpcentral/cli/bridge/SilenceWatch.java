package dev.mcpcentral.cli.bridge;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Breaks off event streams on which not even a comment has come for long: the hub sends one every
 * few seconds, so the connection must be dead.
 */
final class SilenceWatch implements AutoCloseable {
  private final Set<Watched> open = ConcurrentHashMap.newKeySet();
  private final Duration limit;
  private final Thread thread = Thread.ofVirtual().name("silence").unstarted(this::run);

  SilenceWatch(Duration limit) {
    this.limit = limit;
    thread.start();
  }

  /** The same stream, watched until it is closed; read by the current thread alone. */
  InputStream over(InputStream in) {
    Watched watched = new Watched(in);
    open.add(watched);
    return watched;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(limit.dividedBy(4));
        open.forEach(Watched::check);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private final class Watched extends FilterInputStream {
    private final Thread reader = Thread.currentThread();
    private volatile long heardAt = System.nanoTime();

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      heardAt = System.nanoTime();
      return count;
    }

    @Override
    public void close() throws IOException {
      open.remove(this);
      super.close();
    }

    void check() {
      if (System.nanoTime() - heardAt > limit.toNanos()) {
        reader.interrupt();
      }
    }
  }
}
