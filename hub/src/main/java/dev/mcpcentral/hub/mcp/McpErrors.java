package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import org.jspecify.annotations.Nullable;

/** How an outcome looks on the wire: HTTP status and JSON-RPC response. */
record McpErrors(int status, Slice message) {
  private static final int OK = 200;

  static McpErrors of(Slice id, Outcome outcome, Era era) {
    return switch (outcome) {
      case Outcome.Answer answer -> new McpErrors(OK, Messages.result(id, answer.result()));
      case Outcome.InputRequired input -> new McpErrors(OK, Messages.result(id, input.result()));
      case Outcome.ServerError error ->
          new McpErrors(status(error, era), Messages.error(id, error.error()));
      case Failure failure -> failure(id, failure, era);
    };
  }

  /** What the client lacks is its own mistake (2026-07-28, basic, "error codes"). */
  private static int status(Outcome.ServerError error, Era era) {
    String missing = Integer.toString(ErrorCode.MISSING_CLIENT_CAPABILITY.number());
    String code = Members.inside(error.error()).json("code");
    return era == Era.MODERN && missing.equals(code) ? 400 : OK;
  }

  private static McpErrors failure(Slice id, Failure failure, Era era) {
    return switch (failure) {
      case Failure.Unknown unknown ->
          error(
              id,
              OK,
              era == Era.LEGACY && unknown.verb() == ServerMethod.READ_RESOURCE
                  ? ErrorCode.RESOURCE_NOT_FOUND
                  : ErrorCode.INVALID_PARAMS,
              "Unknown " + unknown.what() + ": " + unknown.name());
      case Failure.UnknownMethod unknown ->
          error(
              id,
              era == Era.MODERN ? 404 : OK,
              ErrorCode.METHOD_NOT_FOUND,
              "Method not found: " + unknown.method());
      case Failure.InvalidArguments invalid ->
          error(id, OK, ErrorCode.INVALID_PARAMS, invalid.message());
      case Failure.Denied denied -> refusal(id, "denied", "Not permitted: " + denied.reason());
      case Failure.BackendUnavailable unavailable ->
          refusal(
              id,
              unavailable.word(),
              "Server '"
                  + unavailable.server()
                  + "' cannot take the call: "
                  + unavailable.message());
      case Failure.BackendBroken broken ->
          refusal(
              id,
              broken.word(),
              "Server '"
                  + broken.server()
                  + "' broke off, the call may have had an effect: "
                  + broken.message());
      case Failure.TimedOut late ->
          refusal(
              id,
              late.word(),
              "Server '"
                  + late.server()
                  + "' did not answer within "
                  + late.after().toSeconds()
                  + " s; the call may have had an effect");
      case Failure.Cancelled ignored -> refusal(id, "cancelled", "Cancelled by the client");
      case Failure.Unrecorded ignored ->
          error(
              id,
              503,
              ErrorCode.INTERNAL_ERROR,
              "The audit log cannot be written, so nothing is carried out; see 'mcp-central doctor'");
      case Failure.Internal internal ->
          error(
              id,
              OK,
              ErrorCode.INTERNAL_ERROR,
              "Internal error " + internal.id() + "; the hub's log tells more under this id");
    };
  }

  /** A refusal with a word that programs can switch on. */
  private static McpErrors refusal(Slice id, String word, String message) {
    Slice data = new JsonBuffer(64).raw("{\"reason\":").string(word).raw("}").slice();
    return new McpErrors(
        OK,
        Messages.error(id, Messages.errorObject(ErrorCode.INTERNAL_ERROR.number(), message, data)));
  }

  static McpErrors error(@Nullable Slice id, int status, ErrorCode code, String message) {
    return error(id, status, code, message, null);
  }

  static McpErrors error(
      @Nullable Slice id, int status, ErrorCode code, String message, @Nullable Slice data) {
    return new McpErrors(
        status, Messages.error(id, Messages.errorObject(code.number(), message, data)));
  }
}
