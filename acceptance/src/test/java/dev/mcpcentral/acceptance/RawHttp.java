package dev.mcpcentral.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Bytes to a listener and bytes back, for requests that no proper HTTP client would send. */
final class RawHttp {
  private static final Pattern STATUS_LINE = Pattern.compile("(?m)^HTTP/1\\.[01] (\\d{3})[ \r]");
  private static final Duration QUIET = Duration.ofMillis(1500);

  /** Everything that arrived, and whether the other side then closed the connection. */
  record Answer(String text, boolean closed) {
    /** One status for each response seen. */
    List<Integer> statuses() {
      var statuses = new ArrayList<Integer>();
      var matcher = STATUS_LINE.matcher(text);
      while (matcher.find()) {
        statuses.add(Integer.valueOf(matcher.group(1)));
      }
      return statuses;
    }

    int status() {
      var statuses = statuses();
      return statuses.isEmpty() ? 0 : statuses.getFirst();
    }
  }

  private RawHttp() {}

  static Answer send(int port, String bytes) {
    return send(port, bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends all, then reads until the other side closes or has been quiet for a while. */
  static Answer send(int port, byte[] bytes) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) QUIET.toMillis());
      try {
        socket.getOutputStream().write(bytes);
      } catch (SocketException refusedMeanwhile) {
        return new Answer(readAll(socket).text(), true);
      }
      return readAll(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer readAll(Socket socket) throws IOException {
    var received = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    boolean closed = false;
    try {
      var in = socket.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        received.write(buffer, 0, n);
      }
      closed = true;
    } catch (SocketTimeoutException quiet) {
      closed = false;
    } catch (SocketException reset) {
      closed = true;
    }
    return new Answer(received.toString(StandardCharsets.ISO_8859_1), closed);
  }

  /** A modern request as text, with the given lines in place of the Host line. */
  static String request(ModernRequest request, String target, String... hostLines) {
    var head = new StringBuilder("POST ").append(target).append(" HTTP/1.1\r\n");
    for (String line : hostLines) {
      head.append(line).append("\r\n");
    }
    head.append("Content-Type: application/json\r\n");
    head.append("Accept: application/json, text/event-stream\r\n");
    request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    String body = request.body();
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
    return head + body;
  }
}
