package dev.mcpcentral.hub.admin;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends a request as it is written, which no client library would, and reads until the end. */
final class RawHttp {
  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /** Lines are separated by {@code \n} here and by CRLF on the wire. */
  Answer send(String head, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(3_000);
      String wire = head.strip().replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n" + body;
      socket.getOutputStream().write(wire.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return Answer.of(readAll(socket.getInputStream()));
    }
  }

  private static String readAll(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  record Answer(int status, String head, String body) {
    private static Answer of(String text) {
      int end = text.indexOf("\r\n\r\n");
      String head = text.substring(0, end);
      return new Answer(Integer.parseInt(head.substring(9, 12)), head, text.substring(end + 4));
    }
  }
}
