package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.admin.ToolAccess.Answer;
import dev.mcpcentral.hub.call.ServerName;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
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
    Optional<ServerName> server = request.query().first("server").asOptional().map(path::known);
    Answers.send(response, Status.OK_200, tools.list(server));
  }

  void call(ServerRequest request, ServerResponse response) {
    CallRequest call = CallRequest.parse(Body.read(request));
    switch (tools.call(call.tool(), call.arguments())) {
      case Answer.Result(byte[] json) -> Answers.send(response, Status.OK_200, json);
      case Answer.Refused(ToolAccess.Reason reason, String message) ->
          throw new Refusal(Status.create(reason.status()), code(reason), message);
    }
  }

  private static String code(ToolAccess.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
