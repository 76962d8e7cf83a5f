package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.Outcome.Answer;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Outcome.InputRequired;
import dev.mcpcentral.hub.call.Outcome.ServerError;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Objects;
import java.util.Optional;

/** {@code /tools} and {@code /call}. */
final class ToolRoutes {
  private final ToolAccess tools;
  private final ServerPath path;

  ToolRoutes(ToolAccess tools, ServerPath path) {
    this.tools = tools;
    this.path = path;
  }

  void list(ServerRequest request, ServerResponse response) {
    Optional<ServerName> server = request.query().first("server").asOptional().map(path::offering);
    Answers.send(response, Status.OK_200, tools.list(server).copy());
  }

  void call(ServerRequest request, ServerResponse response) {
    switch (tools.call(CallRequest.parse(Slice.of(Body.read(request))))) {
      case Answer(Slice result, _) -> Answers.send(response, Status.OK_200, result.copy());
      case InputRequired _ ->
          throw new Refusal(
              Status.CONFLICT_409,
              "input-required",
              "the tool asks for input: call it from an agent");
      case ServerError error -> throw refusal(error);
      case Failure failure -> throw refusal(failure);
    }
  }

  private static Refusal refusal(ServerError error) {
    return new Refusal(
        Status.BAD_GATEWAY_502, error.word(), "the server answered: " + message(error.error()));
  }

  private static String message(Slice error) {
    try {
      return Objects.requireNonNullElse(Members.ofObject(error).string("message"), error.text());
    } catch (MalformedJsonException e) {
      return error.text();
    }
  }

  private static Refusal refusal(Failure failure) {
    return new Refusal(status(failure), failure.word(), message(failure));
  }

  private static Status status(Failure failure) {
    return switch (failure) {
      case Failure.Denied _ -> Status.FORBIDDEN_403;
      case Failure.Unknown _, Failure.UnknownMethod _ -> Status.NOT_FOUND_404;
      case Failure.InvalidArguments _ -> Status.BAD_REQUEST_400;
      case Failure.BackendUnavailable _, Failure.Unrecorded _, Failure.Cancelled _ ->
          Status.SERVICE_UNAVAILABLE_503;
      case Failure.BackendBroken _ -> Status.BAD_GATEWAY_502;
      case Failure.TimedOut _ -> Status.GATEWAY_TIMEOUT_504;
      case Failure.Internal _ -> Status.INTERNAL_SERVER_ERROR_500;
    };
  }

  private static String message(Failure failure) {
    return switch (failure) {
      case Failure.Denied(String reason) -> reason;
      case Failure.Unknown unknown ->
          "there is no "
              + unknown.what()
              + " '"
              + unknown.name()
              + "': mcp-central tools shows the tools there are";
      case Failure.UnknownMethod(String method) -> "there is no method '" + method + "'";
      case Failure.InvalidArguments(String message) -> message;
      case Failure.BackendUnavailable(ServerName server, String message) -> server + ": " + message;
      case Failure.BackendBroken(ServerName server, String message) -> server + ": " + message;
      case Failure.TimedOut(ServerName server, var after) ->
          server + " did not answer within " + after.toMillis() + " ms";
      case Failure.Cancelled _ -> "the call was cancelled";
      case Failure.Unrecorded _ -> "the audit log cannot be written, so nothing is done";
      case Failure.Internal(String id) ->
          "the hub failed at this call; its log says more under error " + id;
    };
  }
}
