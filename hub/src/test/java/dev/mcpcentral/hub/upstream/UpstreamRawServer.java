package dev.mcpcentral.hub.upstream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers with whatever bytes a test wants, and remembers what it was sent. */
public final class UpstreamRawServer implements AutoCloseable {
  /** What to do with one request. Throwing, or returning false, closes the connection. */
  public interface Script {
    boolean answer(String request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Script script;
  private final Thread accepting;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  public final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();

  public UpstreamRawServer(Script script) throws IOException {
    this(script, 0);
  }

  /** At a port of its own choice when {@code port} is 0. */
  public UpstreamRawServer(Script script, int port) throws IOException {
    this.script = script;
    this.listener = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
    this.accepting = Thread.ofVirtual().start(this::accept);
  }

  /** Always the same answer. */
  static UpstreamRawServer saying(String answer) throws IOException {
    return new UpstreamRawServer((_, out) -> send(out, answer));
  }

  static boolean send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    return true;
  }

  static String json(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean open = true;
      while (open) {
        String request = read(in);
        requests.add(request);
        open = script.answer(request, socket.getOutputStream());
      }
    } catch (IOException | InterruptedException _) {
      // The test has closed the connection.
    } finally {
      ended.incrementAndGet();
    }
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("closed");
      }
      head.append((char) c);
    }
    int field = head.indexOf("Content-Length: ");
    int length =
        field < 0 ? 0 : Integer.parseInt(head.substring(field + 16, head.indexOf("\r\n", field)));
    byte[] body = in.readNBytes(length);
    return head + new String(body, StandardCharsets.ISO_8859_1);
  }

  /** At once: merely closed, a socket lives on until whoever reads from it has noticed. */
  private static void hangUp(Socket socket) throws IOException {
    try {
      socket.shutdownOutput();
    } catch (IOException _) {
      // The other side, or the script, was faster.
    }
    socket.close();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    try {
      accepting.join(); // only then is the port free
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : sockets) {
      hangUp(socket);
    }
  }
}
