package dev.mcpcentral.hub.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Somebody who reads along in a server's log, as {@code logs -f} does. Who reads too slowly misses
 * the oldest lines; the server never waits.
 */
public final class LogFollower implements AutoCloseable {
  /** Lines kept for a slow reader. */
  static final int MAX_LINES = 4096;

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MAX_LINES);
  private final Consumer<LogFollower> leave;
  private volatile boolean closed;

  LogFollower(Consumer<LogFollower> leave) {
    this.leave = leave;
  }

  /** The next line, waiting for it up to {@code timeout}; empty when there was none. */
  public Optional<String> next(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(lines.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Whether no further lines will come, besides those already waiting. */
  public boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    leave.accept(this);
  }

  void offer(String line) {
    while (!lines.offer(line)) {
      lines.poll();
    }
  }
}
