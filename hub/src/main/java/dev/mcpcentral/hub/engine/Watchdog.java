package dev.mcpcentral.hub.engine;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Bounds blocking work on a channel, which has no time-out of its own: when the time is up the
 * channel is closed, and the work fails.
 */
final class Watchdog implements AutoCloseable {
  private final Duration timeout;
  private final Thread sleeper;
  private volatile boolean bitten;

  private Watchdog(SocketChannel channel, Duration timeout) {
    this.timeout = timeout;
    this.sleeper = Thread.ofVirtual().name("engine-watchdog").start(() -> watch(channel));
  }

  static Watchdog over(SocketChannel channel, Duration timeout) {
    return new Watchdog(channel, timeout);
  }

  /** Work that answers. */
  interface Work<T> {
    T run() throws IOException;
  }

  <T> T guard(Work<T> work) throws IOException {
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

  private void watch(SocketChannel channel) {
    try {
      Thread.sleep(timeout);
      bitten = true;
      channel.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.getLogger(Watchdog.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a connection to the engine", e);
    }
  }
}
