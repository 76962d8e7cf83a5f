package dev.mcpcentral.hub.egress;

import java.nio.charset.StandardCharsets;

/**
 * Why a connection was not made, as it is told to the server's program.
 *
 * @param status of HTTP, for those who speak it
 */
record Refusal(int status, String phrase, String text) {
  /** A fatal alert, access_denied (RFC 8446 section 6). */
  private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 49};

  static Refusal shut(String reason) {
    return new Refusal(403, "Forbidden", "refused by MCP Central: " + reason);
  }

  static Refusal lost(String reason) {
    return new Refusal(502, "Bad Gateway", reason);
  }

  static Refusal malformed(String reason) {
    return new Refusal(400, "Bad Request", reason);
  }

  byte[] http() {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, phrase, body.length);
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  /** For a client that waits for the answer to its greeting. */
  static byte[] tls() {
    return ALERT.clone();
  }
}
