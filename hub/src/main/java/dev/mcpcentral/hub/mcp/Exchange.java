package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response: bytes in, bytes out, so that the listener below can be
 * replaced.
 */
interface Exchange {
  /** The HTTP method in upper case. */
  String method();

  /** The request target as it was sent, without its query: a path, or a whole URL. */
  String target();

  /** The first value of a parameter of the request target's query; null when it has none. */
  @Nullable String query(String name);

  /** Every value of a header, in order. */
  List<String> headers(String name);

  /** The one value of a header; null when it is absent or there are several. */
  default @Nullable String header(String name) {
    List<String> values = headers(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  /** Whether the other end of the connection is this machine's loopback interface. */
  boolean loopback();

  /** The whole body, already bounded by the listener. */
  byte[] body() throws UnreadableBodyException;

  void set(String header, String value);

  void send(int status, @Nullable String contentType, Slice body);

  default void send(McpErrors wire) {
    send(wire.status(), "application/json", wire.message());
  }

  default void refuse(int status, String why) {
    send(McpErrors.error(null, status, ErrorCode.INVALID_REQUEST, why));
  }

  /** {@code 202}: a message that needs no answer. */
  default void accepted() {
    send(202, null, Slice.of(""));
  }

  /** Begins a {@code text/event-stream} response with status 200. */
  OutputStream stream();
}
