package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.translate.ToolHeaders;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.HeaderValue;
import dev.mcpcentral.protocol.mcp.MetaKey;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a modern request must say twice, and equally: {@code MCP-Protocol-Version}, {@code
 * Mcp-Method} and {@code Mcp-Name} against the body (2026-07-28, basic/transports/streamable-http).
 */
final class ModernHeaders {
  private static final String VERSION = "MCP-Protocol-Version";
  private static final int BAD_REQUEST = 400;

  private ModernHeaders() {}

  static boolean namesModern(Exchange exchange) {
    return Revision.of(String.valueOf(exchange.header(VERSION)))
        .filter(revision -> revision.era() == Era.MODERN)
        .isPresent();
  }

  /** The first thing that is wrong, as the response to send. */
  static Optional<McpErrors> check(Exchange exchange, Envelope.Request request) {
    Slice id = request.id();
    String version = request.meta().string(MetaKey.PROTOCOL_VERSION);
    if (version == null) {
      return invalid(id, "_meta needs \"" + MetaKey.PROTOCOL_VERSION + "\"");
    }
    String header = exchange.header(VERSION);
    if (header == null || !header.strip().equals(version)) {
      return mismatch(id, VERSION, header);
    }
    if (Revision.of(version).filter(revision -> revision.era() == Era.MODERN).isEmpty()) {
      return unsupported(id, version);
    }
    Slice capabilities = request.meta().find(MetaKey.CLIENT_CAPABILITIES);
    if (capabilities == null || capabilities.at(0) != '{') {
      return invalid(id, "_meta needs \"" + MetaKey.CLIENT_CAPABILITIES + "\", an object");
    }
    return methodAndName(exchange, request);
  }

  private static Optional<McpErrors> methodAndName(Exchange exchange, Envelope.Request request) {
    String method = exchange.header("Mcp-Method");
    if (method == null || !method.strip().equals(request.method())) {
      return mismatch(request.id(), "Mcp-Method", method);
    }
    String named = name(request);
    String header = exchange.header("Mcp-Name");
    boolean equal =
        named == null
            || (header != null && HeaderValue.decode(header).filter(named::equals).isPresent());
    return equal ? Optional.empty() : mismatch(request.id(), "Mcp-Name", header);
  }

  private static @Nullable String name(Envelope.Request request) {
    return ServerMethod.of(request.method(), Era.MODERN)
        .filter(verb -> verb != ServerMethod.COMPLETE)
        .map(verb -> request.body().string(verb.key()))
        .orElse(null);
  }

  /** {@code Mcp-Param-*} against the arguments, where the tool wants it ({@code x-mcp-header}). */
  static Optional<McpErrors> params(
      Exchange exchange, Slice id, @Nullable ToolHeaders headers, Ask ask) {
    if (headers == null || !(ask instanceof Ask.OfServer call)) {
      return Optional.empty();
    }
    try {
      return headers
          .mismatch(exchange::header, call.arguments())
          .map(what -> McpErrors.error(id, BAD_REQUEST, ErrorCode.HEADER_MISMATCH, what));
    } catch (MalformedJsonException impossible) {
      return Optional.empty(); // the whole message was checked before
    }
  }

  private static Optional<McpErrors> mismatch(Slice id, String header, @Nullable String value) {
    String what = value == null ? "is missing or sent more than once" : "does not match the body";
    return Optional.of(
        McpErrors.error(
            id, BAD_REQUEST, ErrorCode.HEADER_MISMATCH, "Header " + header + " " + what));
  }

  private static Optional<McpErrors> invalid(Slice id, String message) {
    return Optional.of(McpErrors.error(id, BAD_REQUEST, ErrorCode.INVALID_PARAMS, message));
  }

  private static Optional<McpErrors> unsupported(Slice id, String requested) {
    List<String> supported = Revision.dates(Era.MODERN);
    Slice data =
        new JsonBuffer(96)
            .raw("{\"supported\":")
            .raw(HubCard.modernVersions())
            .raw(",\"requested\":")
            .string(requested)
            .raw("}")
            .slice();
    return Optional.of(
        McpErrors.error(
            id,
            BAD_REQUEST,
            ErrorCode.UNSUPPORTED_PROTOCOL_VERSION,
            "Unsupported protocol version; supported: " + supported,
            data));
  }
}
