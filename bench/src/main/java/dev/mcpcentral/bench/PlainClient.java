package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.bench.HttpBody.State;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/**
 * One blocking keep-alive connection to a port of this machine, for questions that are asked one at
 * a time.
 */
final class PlainClient implements AutoCloseable {
  private final Socket socket = new Socket();
  private final int port;
  private final HttpHead head = new HttpHead();
  private final HttpBody body = new HttpBody();
  private byte[] received = new byte[64 << 10];

  /**
   * @param nanos from the first byte sent to the last byte received
   */
  record Reply(int status, String body, long nanos) {}

  PlainClient(int port, int timeoutMillis) throws IOException {
    this.port = port;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(timeoutMillis);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMillis);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  Reply get(String path) throws IOException {
    return exchange("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n");
  }

  /** Sends a whole request, head and body, and waits for the whole response. */
  Reply exchange(String request) throws IOException {
    byte[] bytes = request.getBytes(UTF_8);
    long start = System.nanoTime();
    socket.getOutputStream().write(bytes);
    int end = receive(socket.getInputStream());
    long nanos = System.nanoTime() - start;
    String text = new String(body.bytes(), body.from(), body.to() - body.from(), UTF_8);
    if (end != body.messageEnd()) {
      throw new IOException("more bytes than the response announced");
    }
    return new Reply(head.status(received), text, nanos);
  }

  private int receive(InputStream in) throws IOException {
    int end = 0;
    while (true) {
      if (end == received.length) {
        received = Arrays.copyOf(received, 2 * end);
      }
      int count = in.read(received, end, received.length - end);
      if (count < 0) {
        throw new IOException(
            "closed before the whole response: "
                + new String(received, 0, Math.min(end, 200), US_ASCII));
      }
      end += count;
      State state =
          head.parse(received, 0, end) ? body.read(head, received, end) : State.INCOMPLETE;
      if (state == State.COMPLETE) {
        return end;
      }
      if (state == State.MALFORMED) {
        throw new IOException("no HTTP/1.1 response with a length");
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
