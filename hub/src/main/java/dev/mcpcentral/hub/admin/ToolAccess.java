package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.ServerName;
import java.util.Optional;

/** Tools as the operator reaches them: through the same pipeline as every client. */
public interface ToolAccess {
  /**
   * The exposed definitions, as JSON: {@code {"tools":[…]}}.
   *
   * @param server only this server's, or those of all
   */
  byte[] list(Optional<ServerName> server);

  /**
   * Calls one tool as principal {@code operator}; recorded by the pipeline like any other call.
   *
   * @param tool the exposed name
   * @param arguments one JSON object, forwarded byte for byte
   */
  Answer call(String tool, byte[] arguments);

  /** How a call has ended. */
  sealed interface Answer {
    /** The server's MCP result ({@code CallToolResult}), also when it reports a tool error. */
    record Result(byte[] json) implements Answer {}

    /** There is no result; the message is for people. */
    record Refused(Reason reason, String message) implements Answer {}
  }

  /** Why there is no result, with the HTTP status that says so. */
  enum Reason {
    UNKNOWN_TOOL(404),
    INVALID_ARGUMENTS(400),
    DENIED(403),
    RATE_LIMITED(429),
    BACKEND_UNAVAILABLE(502),
    AUDIT_UNAVAILABLE(503),
    TIMED_OUT(504),
    INTERNAL(500);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
