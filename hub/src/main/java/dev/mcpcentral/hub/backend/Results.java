package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.translate.ErrorForm;
import dev.mcpcentral.hub.translate.LegacyForm;
import dev.mcpcentral.hub.translate.ModernForm;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.List;
import java.util.Optional;

/**
 * A server's response in the form that the client understands; the very bytes where both speak the
 * same and nothing in them names a resource.
 */
final class Results {
  private Results() {}

  static Outcome outcome(Permitted permitted, Envelope response, Era from) {
    try {
      return switch (response) {
        case Envelope.ErrorResponse error -> error(permitted, error.error(), from);
        case Envelope.ResultResponse result -> answer(permitted, result, from);
        case Envelope.Request ignored -> nonsense(permitted);
        case Envelope.Notification ignored -> nonsense(permitted);
      };
    } catch (MalformedJsonException tooLarge) {
      return nonsense(permitted);
    }
  }

  private static Outcome error(Permitted permitted, Slice received, Era from)
      throws MalformedJsonException {
    Slice error = new Exposure(permitted).error(received);
    Client client = permitted.call().client();
    List<Slice> urls = ErrorForm.elicitations(error);
    for (Slice url : urls) {
      Optional<String> refusal = refusal(permitted, url);
      if (refusal.isPresent()) {
        return new Outcome.Failure.Denied(refusal.get());
      }
    }
    if (from == client.era()) {
      return new Outcome.ServerError(error);
    }
    if (from == Era.MODERN) {
      boolean read = permitted.ask().verb() == ServerMethod.READ_RESOURCE;
      return new Outcome.ServerError(read ? ErrorForm.legacyRead(error) : error);
    }
    boolean canOpen = client.capabilities().has(ClientFeature.URL_ELICITATION);
    return !urls.isEmpty() && canOpen
        ? new Outcome.InputRequired(InputRequests.urls(urls))
        : new Outcome.ServerError(ErrorForm.modern(error));
  }

  /** An error that sends people to an address is a question like any other ({@code -32042}). */
  private static Optional<String> refusal(Permitted permitted, Slice elicitation)
      throws MalformedJsonException {
    Members asked = Members.ofObject(elicitation);
    return "url".equals(asked.string("mode"))
        ? permitted.refusesAsking("elicitation/create", asked)
        : Optional.of("the server's error asks for something else than to open a URL");
  }

  private static Outcome answer(Permitted permitted, Envelope.ResultResponse result, Era from)
      throws MalformedJsonException {
    if (result.result().at(0) != '{') {
      return nonsense(permitted);
    }
    Revision to = permitted.call().client().revision();
    String type = result.body().string("resultType");
    boolean foreign = from != to.era() && type != null && !type.equals("complete");
    if (foreign) {
      // From a legacy server it would be a question that nobody decided.
      return new Outcome.Failure.BackendBroken(
          permitted.route().server(),
          "the server answered '" + type + "', which legacy revisions of MCP do not know");
    }
    Slice exposed = new Exposure(permitted).result(result.result());
    boolean toolError = "true".equals(result.body().json("isError"));
    return new Outcome.Answer(form(permitted.ask().verb(), exposed, to, from), toolError);
  }

  /** What any server may leave out is added for modern clients: some leave it out in any era. */
  private static Slice form(ServerMethod verb, Slice result, Revision to, Era from)
      throws MalformedJsonException {
    if (to.era() == Era.MODERN) {
      return verb == ServerMethod.READ_RESOURCE
          ? ModernForm.cacheable(result)
          : ModernForm.result(result);
    }
    if (from == Era.LEGACY && to == Revision.NEWEST_LEGACY) {
      return result;
    }
    LegacyForm form = new LegacyForm(to);
    return switch (verb) {
      case CALL_TOOL, TASK_RESULT -> form.toolResult(result);
      case GET_PROMPT -> form.promptResult(result);
      case READ_RESOURCE, COMPLETE, SUBSCRIBE, UNSUBSCRIBE, GET_TASK, UPDATE_TASK, CANCEL_TASK ->
          form.result(result);
    };
  }

  /** The server could not know what it had to: a tool says so itself, anything else is an error. */
  static Outcome refused(Permitted permitted, String why) {
    if (permitted.ask().verb() != ServerMethod.CALL_TOOL) {
      return new Outcome.ServerError(
          Messages.errorObject(ErrorCode.INTERNAL_ERROR.number(), why, null));
    }
    Slice result =
        new JsonBuffer(why.length() + 64)
            .raw("{\"content\":[{\"type\":\"text\",\"text\":")
            .string(why)
            .raw("}],\"isError\":true}")
            .slice();
    return new Outcome.Answer(result, true);
  }

  private static Outcome nonsense(Permitted permitted) {
    ServerName server = permitted.route().server();
    return new Outcome.Failure.BackendBroken(server, "the server's response is no MCP result");
  }
}
