package dev.mcpcentral.hub.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service of this machine that remembers every byte that it is sent. */
final class Origin implements AutoCloseable {
  private final ServerSocket listener;
  private final boolean echo;
  private final byte[] greeting;
  private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();

  private Origin(boolean echo, String greeting) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    this.echo = echo;
    this.greeting = greeting.getBytes(StandardCharsets.ISO_8859_1);
    Thread.ofVirtual().start(this::accept);
  }

  /** Sends everything back. */
  static Origin echo() throws IOException {
    return new Origin(true, "");
  }

  /** Says this to everybody, and nothing more. */
  static Origin saying(String greeting) throws IOException {
    return new Origin(false, greeting);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What came on each connection. */
  List<String> received() {
    return connections.stream().map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1)).toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        connections.add(bytes);
        Thread.ofVirtual().start(() -> serve(socket, bytes));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void serve(Socket socket, ByteArrayOutputStream bytes) {
    try (socket) {
      socket.getOutputStream().write(greeting);
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[4096];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes.write(buffer, 0, count);
        if (echo) {
          socket.getOutputStream().write(buffer, 0, count);
        }
      }
    } catch (IOException _) {
      // The other side is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
