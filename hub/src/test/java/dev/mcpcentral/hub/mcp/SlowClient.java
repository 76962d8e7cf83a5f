package dev.mcpcentral.hub.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The client's end of an event stream; reads nothing before {@link #readOn}. */
final class SlowClient extends OutputStream {
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch reading = new CountDownLatch(1);
  volatile boolean closed;

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    writing.countDown();
    try {
      reading.await();
    } catch (InterruptedException stopped) {
      throw new IOException("stopped", stopped);
    }
    synchronized (seen) {
      seen.write(bytes, offset, length);
      seen.notifyAll();
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Waits until somebody is held up by this client. */
  void awaitWrite() throws InterruptedException {
    writing.await();
  }

  void readOn() {
    reading.countDown();
  }

  /** Waits until {@code part} has been read. */
  void await(String part) throws InterruptedException {
    synchronized (seen) {
      while (!text().contains(part)) {
        TimeUnit.SECONDS.timedWait(seen, 5);
      }
    }
  }

  String text() {
    synchronized (seen) {
      return seen.toString(StandardCharsets.UTF_8);
    }
  }

  List<String> messages() {
    return Stream.of(text().split("\n"))
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }
}
