package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.Slice;
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

  /** Begins a {@code text/event-stream} response with status 200. */
  OutputStream stream();
}
