package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers as wrongly as a test wants. */
final class FaultyServer implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final Behaviour behaviour;

  /** The raw response to the request with this id; an empty one closes the connection. */
  interface Behaviour {
    String respond(String id) throws InterruptedException;
  }

  FaultyServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  /** A response with status 200 and this body. */
  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  static String result(String id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"result\":{\"resultType\":\"complete\",\"content\":[]}}";
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/mcp");
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      byte[] buffer = new byte[64 << 10];
      int received = 0;
      HttpHead head = new HttpHead();
      InputStream in = socket.getInputStream();
      for (int count = in.read(buffer);
          count > 0;
          count = in.read(buffer, received, buffer.length - received)) {
        received += count;
        if (!head.parse(buffer, 0, received)
            || received < head.bodyStart() + head.contentLength()) {
          continue;
        }
        Matcher id = ID.matcher(new String(buffer, 0, received, ISO_8859_1));
        String response = id.find() ? behaviour.respond(id.group(1)) : "";
        if (response.isEmpty()) {
          return;
        }
        socket.getOutputStream().write(response.getBytes(ISO_8859_1));
        Arrays.fill(buffer, 0, received, (byte) 0);
        received = 0;
      }
    } catch (IOException | InterruptedException e) {
      // The generator has gone away, which every test ends with.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
