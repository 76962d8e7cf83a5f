package dev.mcpcentral.hub.engine;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Bounds blocking work on a connection, which has no time-out of its own: when the time is up it is
 * closed, and the work fails.
 */
public final class Watchdog implements AutoCloseable {
  private final Duration timeout;
  private final Thread sleeper;
  private volatile boolean bitten;

  private Watchdog(Closeable connection, Duration timeout) {
    this.timeout = timeout;
    this.sleeper = Thread.ofVirtual().name("engine-watchdog").start(() -> watch(connection));
  }

  public static Watchdog over(Closeable connection, Duration timeout) {
    return new Watchdog(connection, timeout);
  }

  /** Work that answers. */
  public interface Work<T> {
    T run() throws IOException;
  }

  public <T> T guard(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (IOException e) {
      throw bitten ? timedOut(e) : e;
    }
  }

  @Override
  public void close() {
    sleeper.interrupt();
  }

  private IOException timedOut(IOException cause) {
    SocketTimeoutException late =
        new SocketTimeoutException("nothing came within " + timeout.toMillis() + " ms");
    late.initCause(cause);
    return late;
  }

  private void watch(Closeable connection) {
    try {
      Thread.sleep(timeout);
      bitten = true;
      connection.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.getLogger(Watchdog.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a connection to the engine", e);
    }
  }
}
