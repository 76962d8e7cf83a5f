package dev.mcpcentral.hub.engine;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP exchange with the engine over a channel of its own: for the calls whose answer is a
 * stream (attach, wait) or that must come back within a moment (ping). Blocking reads of a channel
 * park a virtual thread, which those of docker-java's sockets do not.
 */
final class DockerConnection implements Closeable {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int MAX_HEAD_BYTES = 16 << 10;
  private static final int MAX_BODY_BYTES = 64 << 10;

  private final SocketChannel channel;

  /** Always in the state for reading from it; what is in it was received and not yet consumed. */
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();

  private DockerConnection(SocketChannel channel) {
    this.channel = channel;
  }

  /** Status and headers (names in lower case) of an answer. */
  record Head(int status, Map<String, String> headers) {}

  /** Connects, or fails within {@code timeout}. */
  static DockerConnection open(DockerAddress address, Duration timeout) throws IOException {
    SocketChannel channel = address.open();
    try (Watchdog dog = Watchdog.over(channel, timeout)) {
      return dog.guard(() -> {
        address.connect(channel);
        return new DockerConnection(channel);
      });
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends a request without a body and reads the head of its answer within {@code timeout}. */
  Head request(String requestHead, Duration timeout) throws IOException {
    try (Watchdog dog = Watchdog.over(channel, timeout)) {
      return dog.guard(() -> request(requestHead));
    }
  }

  /** The same without a bound, for an answer that comes when something has happened. */
  Head request(String requestHead) throws IOException {
    write(ByteBuffer.wrap(requestHead.getBytes(StandardCharsets.US_ASCII)));
    return parse(readHead());
  }

  /** The rest of an HTTP/1.0 answer, which ends when the engine closes; no bound in time. */
  String body() throws IOException {
    StringBuilder body = new StringBuilder();
    while (body.length() < MAX_BODY_BYTES && (received.hasRemaining() || fill())) {
      body.append(StandardCharsets.UTF_8.decode(received));
    }
    return body.toString();
  }

  /**
   * The rest of an HTTP/1.0 answer, complete within {@code timeout}.
   *
   * @throws IOException also when it is larger than {@code maxBytes}
   */
  byte[] body(int maxBytes, Duration timeout) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (Watchdog dog = Watchdog.over(channel, timeout)) {
      if (dog.guard(() -> pass(body, maxBytes))) {
        return body.toByteArray();
      }
    }
    throw new IOException("its answer is larger than " + maxBytes + " bytes");
  }

  /** Passes the rest on as it comes, until {@code maxBytes} or the time is used up. */
  void bodyTo(OutputStream out, int maxBytes, Duration time) throws IOException {
    try (Watchdog dog = Watchdog.over(channel, time)) {
      dog.guard(() -> pass(out, maxBytes));
    } catch (SocketTimeoutException _) {
      // That was all for this time.
    }
  }

  /** Whether the answer ended within the bound. */
  private boolean pass(OutputStream out, int maxBytes) throws IOException {
    int left = maxBytes;
    while (received.hasRemaining() || fill()) {
      byte[] chunk = new byte[Math.min(left, received.remaining())];
      received.get(chunk);
      out.write(chunk);
      left -= chunk.length;
      if (received.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  ByteBuffer received() {
    return received;
  }

  /** Waits for more bytes, keeping those not yet consumed; false at the end of the stream. */
  boolean fill() throws IOException {
    received.compact();
    try {
      return channel.read(received) >= 0;
    } finally {
      received.flip();
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Tells the other side that nothing more will come. */
  void endOutput() throws IOException {
    if (channel.isOpen()) {
      channel.shutdownOutput();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      if (!received.hasRemaining() && !fill()) {
        throw new EOFException("it closed the connection without an answer");
      }
      if (head.length() >= MAX_HEAD_BYTES) {
        throw new IOException("the head of its answer is larger than " + MAX_HEAD_BYTES + " bytes");
      }
      head.append((char) (received.get() & 0xff));
    }
    return head.toString();
  }

  private static Head parse(String head) throws IOException {
    String[] lines = head.split("\r\n", -1);
    String[] status = lines[0].split(" ", 3);
    if (!status[0].startsWith("HTTP/1.") || status.length < 2 || !status[1].matches("\\d{3}")) {
      throw new IOException("it does not speak HTTP");
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return new Head(Integer.parseInt(status[1]), headers);
  }
}
