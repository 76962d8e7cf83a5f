package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.translate.ExposedTaskId;
import dev.mcpcentral.hub.translate.ExposedUri;
import dev.mcpcentral.hub.translate.TaskPlaces;
import dev.mcpcentral.hub.translate.UriPlaces;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import org.jspecify.annotations.Nullable;

/**
 * The URIs and task ids of one server as clients of all servers use them, in what passes between
 * the two. For a client that addresses the one server alone, they are the server's own.
 */
final class Exposure {
  private final boolean all;
  private final ServerName server;
  private final ServerMethod verb;

  Exposure(Permitted permitted) {
    this.all = permitted.ask().scope() == null;
    this.server = permitted.route().server();
    this.verb = permitted.ask().verb();
  }

  /** A result on its way to the client. */
  Slice result(Slice result) throws MalformedJsonException {
    if (!all) {
      return result;
    }
    var uris = ExposedUri.exposing(server);
    var tasks = ExposedTaskId.exposing(server);
    return switch (verb) {
      case CALL_TOOL ->
          TaskPlaces.CALL_RESULT.rewrite(UriPlaces.TOOL_RESULT.rewrite(result, uris), tasks);
      case GET_PROMPT -> UriPlaces.PROMPT_RESULT.rewrite(result, uris);
      case READ_RESOURCE -> UriPlaces.READ_RESULT.rewrite(result, uris);
      case GET_TASK, UPDATE_TASK, CANCEL_TASK ->
          TaskPlaces.TASK.rewrite(UriPlaces.TASK.rewrite(result, uris), tasks);
      case TASK_RESULT ->
          TaskPlaces.MESSAGE.rewrite(UriPlaces.TOOL_RESULT.rewrite(result, uris), tasks);
      case COMPLETE, SUBSCRIBE, UNSUBSCRIBE -> result;
    };
  }

  /** An error on its way to the client. */
  Slice error(Slice error) throws MalformedJsonException {
    return all && verb == ServerMethod.READ_RESOURCE
        ? UriPlaces.READ_ERROR.rewrite(error, ExposedUri.exposing(server))
        : error;
  }

  /** The {@code inputResponses} that a client brings back, on their way to the server. */
  @Nullable Slice responses(@Nullable Slice responses) throws MalformedJsonException {
    if (!all || responses == null) {
      return responses;
    }
    String member = "inputResponses";
    JsonBuffer params = new JsonBuffer(responses.length() + 32).raw("{");
    Slice given = params.member(member, responses).raw("}").slice();
    Slice restored = UriPlaces.RETRY_PARAMS.rewrite(given, ExposedUri.restoring(server));
    return Members.inside(restored).find(member);
  }

  /** The params of a server's request to the client. */
  Slice question(String method, Slice params) throws MalformedJsonException {
    return all && method.equals("sampling/createMessage")
        ? UriPlaces.SAMPLING_PARAMS.rewrite(params, ExposedUri.exposing(server))
        : params;
  }

  /** The client's answer to it. */
  Slice answer(String method, Slice result) throws MalformedJsonException {
    return all && method.equals("sampling/createMessage")
        ? UriPlaces.SAMPLING_RESULT.rewrite(result, ExposedUri.restoring(server))
        : result;
  }
}
