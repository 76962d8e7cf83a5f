package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.InvalidEnvelopeException;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import java.util.Locale;

/** Reads the body of a POST; what is wrong with it is answered here. */
final class Bodies {
  private Bodies() {}

  /** What becomes of a body. */
  interface Receiver {
    void receive(Slice body) throws MalformedJsonException, InvalidEnvelopeException;
  }

  static void read(Exchange exchange, Receiver receiver) {
    String type = exchange.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      exchange.refuse(415, "send Content-Type: application/json");
      return;
    }
    try {
      receiver.receive(Slice.of(exchange.body()));
    } catch (UnreadableBodyException unreadable) {
      exchange.set("Connection", "close");
      exchange.refuse(400, "the body cannot be read: it breaks the rules of HTTP");
    } catch (MalformedJsonException malformed) {
      String why = "Parse error: " + malformed.getMessage();
      exchange.send(McpErrors.error(null, 400, ErrorCode.PARSE_ERROR, why));
    } catch (InvalidEnvelopeException invalid) {
      String why = "Invalid request: " + invalid.getMessage();
      exchange.send(McpErrors.error(invalid.id(), 400, ErrorCode.INVALID_REQUEST, why));
    }
  }
}
