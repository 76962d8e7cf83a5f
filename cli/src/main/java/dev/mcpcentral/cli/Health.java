package dev.mcpcentral.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The health check of the hub's image: ends with 0 when the hub of this container is ready. A
 * program of its own, because an engine runs it every few seconds and everything else of ours would
 * be loaded for nothing.
 */
public final class Health {
  private static final int PORT = 3010;
  private static final int LIMIT_MILLIS = 3000;
  private static final String REQUEST =
      "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  private static final String YES = "HTTP/1.1 200";

  private Health() {}

  public static void main(String[] args) {
    System.exit(ready() ? ExitCode.OK : ExitCode.FAILED);
  }

  private static boolean ready() {
    try (Socket socket = new Socket()) {
      InetAddress here = InetAddress.getLoopbackAddress();
      socket.connect(new InetSocketAddress(here, PORT), LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(YES.length()), StandardCharsets.US_ASCII).equals(YES);
    } catch (IOException e) {
      return false;
    }
  }
}
