package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The answers of the upstream, rendered once; only the id differs from call to call. */
final class EchoReplies {
  private static final String SERVER_INFO = "{\"name\":\"bench-echo\",\"version\":\"1.0.0\"}";
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":" + SERVER_INFO + "}";
  // An hour: nobody asks again in the middle of a run.
  private static final String CACHEABLE = "\"ttlMs\":3600000,\"cacheScope\":\"public\",";

  private static final byte[] TOOLS_CALL = ascii("tools/call");
  private static final byte[] TOOLS_LIST = ascii("tools/list");
  private static final byte[] DISCOVER = ascii("server/discover");
  private static final byte[] INITIALIZE = ascii("initialize");
  private static final byte[] PING = ascii("ping");
  private static final byte[] NOTIFICATION = ascii("notifications/");

  private static final byte[] OK_HEAD =
      ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ");
  private static final byte[] NOT_FOUND_HEAD =
      ascii("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: ");
  private static final byte[] BODY_HEAD = ascii("\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":");
  private static final int BODY_HEAD_BYTES = BODY_HEAD.length - 4;

  static final byte[] ACCEPTED = ascii("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
  static final byte[] BAD_REQUEST =
      ascii("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  static final byte[] NOT_ALLOWED =
      ascii("HTTP/1.1 405 Method Not Allowed\r\nAllow: POST\r\nContent-Length: 0\r\n\r\n");

  /** What the message asked for; the order is that of the counters in {@code /stats}. */
  enum Kind {
    CALL,
    LIST,
    DISCOVER,
    INITIALIZE,
    PING,
    NOTIFICATION,
    UNKNOWN
  }

  private final byte[] modernCall;
  private final byte[] legacyCall;
  private final byte[] modernList;
  private final byte[] legacyList;
  private final byte[] discover;
  private final byte[] initialize;
  private final byte[] ping = ascii(",\"result\":{}}");
  private final byte[] unknown =
      ascii(",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}");

  EchoReplies(int textBytes, int tools) {
    String content =
        "\"content\":[{\"type\":\"text\",\"text\":\"" + "x".repeat(textBytes) + "\"}]}}";
    modernCall = ascii(",\"result\":{\"resultType\":\"complete\"," + content);
    legacyCall = ascii(",\"result\":{" + content);
    String list = "\"tools\":[" + definitions(tools) + "]}}";
    modernList = utf8(",\"result\":{\"resultType\":\"complete\"," + CACHEABLE + META + "," + list);
    legacyList = utf8(",\"result\":{" + list);
    discover =
        ascii(
            ",\"result\":{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
                + "\"capabilities\":{\"tools\":{}},"
                + CACHEABLE
                + META
                + "}}");
    initialize =
        ascii(
            ",\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},\"serverInfo\":"
                + SERVER_INFO
                + "}}");
  }

  private static String definitions(int tools) {
    return IntStream.range(0, tools)
        .mapToObj(EchoReplies::definition)
        .collect(Collectors.joining(","));
  }

  private static String definition(int index) {
    return "{\"name\":\"%s\",\"description\":\"Answers every call with the same text; tool %d of this server.\","
            .formatted(index == 0 ? "echo" : "echo_" + index, index)
        + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\","
        + "\"description\":\"Anything\"}},\"required\":[\"text\"]}}";
  }

  Kind kindOf(Envelope envelope, byte[] bytes) {
    if (envelope.hasMethod(bytes, TOOLS_CALL)) {
      return Kind.CALL;
    } else if (envelope.methodStartsWith(bytes, NOTIFICATION)) {
      return Kind.NOTIFICATION;
    } else if (envelope.hasMethod(bytes, TOOLS_LIST)) {
      return Kind.LIST;
    } else if (envelope.hasMethod(bytes, DISCOVER)) {
      return Kind.DISCOVER;
    } else if (envelope.hasMethod(bytes, INITIALIZE)) {
      return Kind.INITIALIZE;
    }
    return envelope.hasMethod(bytes, PING) ? Kind.PING : Kind.UNKNOWN;
  }

  /**
   * Puts the whole response to a request into {@code out}, which has room for {@link #maxBytes}.
   */
  void render(Kind kind, boolean modern, byte[] bytes, int idStart, int idEnd, ByteBuffer out) {
    byte[] rest = rest(kind, modern);
    out.put(kind == Kind.UNKNOWN ? NOT_FOUND_HEAD : OK_HEAD);
    decimal(BODY_HEAD_BYTES + (idEnd - idStart) + rest.length, out);
    out.put(BODY_HEAD).put(bytes, idStart, idEnd - idStart).put(rest);
  }

  private byte[] rest(Kind kind, boolean modern) {
    return switch (kind) {
      case CALL -> modern ? modernCall : legacyCall;
      case LIST -> modern ? modernList : legacyList;
      case DISCOVER -> modern ? discover : unknown;
      case INITIALIZE -> initialize;
      case PING -> ping;
      case NOTIFICATION, UNKNOWN -> unknown;
    };
  }

  /** Room that any response needs, for ids of up to 256 bytes. */
  int maxBytes() {
    return 512 + Math.max(modernCall.length, modernList.length);
  }

  private static void decimal(int value, ByteBuffer out) {
    int divisor = 1;
    while (value / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      out.put((byte) ('0' + value / divisor % 10));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
