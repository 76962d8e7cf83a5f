package dev.mcpcentral.hub.call;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.ErrorCode;

/** What a client answered to a server's request, or why it was not asked. */
public sealed interface ClientAnswer {
  /** The result as the client sent it. */
  record Result(Slice result) implements ClientAnswer {}

  /** A JSON-RPC error object: the client's own, or the hub's when the client was not asked. */
  record Refusal(Slice error) implements ClientAnswer {}

  static Refusal unsupported(String method) {
    return new Refusal(
        Messages.errorObject(
            ErrorCode.METHOD_NOT_FOUND.number(),
            method + " is not supported by this client",
            null));
  }

  static Refusal failed(String message) {
    return new Refusal(Messages.errorObject(ErrorCode.INTERNAL_ERROR.number(), message, null));
  }
}
