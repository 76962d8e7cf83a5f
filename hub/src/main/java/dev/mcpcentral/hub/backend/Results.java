package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.ClientFeature;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server's response in the form that the client's era wants; untouched when both speak the same.
 */
final class Results {
  private static final Set<String> MODERN_ONLY = Set.of("resultType", "ttlMs", "cacheScope");

  private Results() {}

  static Outcome outcome(Permitted permitted, Envelope response, Era from) {
    ServerName server = permitted.route().server();
    Era to = permitted.call().era();
    return switch (response) {
      case Envelope.ErrorResponse error -> refusal(permitted, error, from, to);
      case Envelope.ResultResponse result -> answer(permitted, result, from, to);
      case Envelope.Request ignored -> nonsense(server);
      case Envelope.Notification ignored -> nonsense(server);
    };
  }

  private static Outcome refusal(
      Permitted permitted, Envelope.ErrorResponse error, Era from, Era to) {
    boolean wantsUrl =
        from == Era.LEGACY
            && to == Era.MODERN
            && "-32042".equals(error.body().json("code"))
            && permitted.call().client().capabilities().has(ClientFeature.URL_ELICITATION);
    return wantsUrl
        ? new Outcome.InputRequired(InputRequests.urls(error.body().find("data")))
        : new Outcome.ServerError(error(error, from, to));
  }

  /** What legacy servers call "not found", modern ones call invalid params. */
  private static Slice error(Envelope.ErrorResponse error, Era from, Era to) {
    String code = error.body().json("code");
    ErrorCode other =
        from == to || code == null ? null : to == Era.MODERN ? modernCode(code) : legacyCode(code);
    if (other == null) {
      return error.error();
    }
    String message = error.body().string("message");
    return Messages.errorObject(
        other.number(), message == null ? "" : message, error.body().find("data"));
  }

  private static @Nullable ErrorCode modernCode(String code) {
    return code.equals("-32002") ? ErrorCode.INVALID_PARAMS : null;
  }

  private static @Nullable ErrorCode legacyCode(String code) {
    return code.equals("-32021") ? ErrorCode.INVALID_PARAMS : null;
  }

  private static Outcome answer(
      Permitted permitted, Envelope.ResultResponse result, Era from, Era to) {
    if (result.result().at(0) != '{') {
      return nonsense(permitted.route().server());
    }
    boolean toolError = "true".equals(result.body().json("isError"));
    if (from == to) {
      return new Outcome.Answer(result.result(), toolError);
    }
    if (to == Era.MODERN) {
      return new Outcome.Answer(complete(permitted.ask().verb(), result), toolError);
    }
    String type = result.body().string("resultType");
    return type == null || type.equals("complete")
        ? new Outcome.Answer(withoutModern(result), toolError)
        : new Outcome.Failure.BackendBroken(
            permitted.route().server(),
            "the server answered '"
                + type
                + "', which this client's revision of MCP does not know");
  }

  /** {@code resultType}, and for resources how long to keep them, are required in 2026-07-28. */
  private static Slice complete(ServerMethod verb, Envelope.ResultResponse result) {
    Slice body = result.result();
    Members members = result.body();
    StringBuilder added = new StringBuilder();
    add(added, members, "resultType", "\"complete\"");
    if (verb == ServerMethod.READ_RESOURCE) {
      add(added, members, "ttlMs", "0");
      add(added, members, "cacheScope", "\"private\"");
    }
    if (added.isEmpty()) {
      return body;
    }
    return new JsonBuffer(body.length() + 96)
        .raw("{")
        .raw(added.toString())
        .raw(members.isEmpty() ? "" : ",")
        .range(body.array(), body.offset() + 1, body.end())
        .slice();
  }

  private static void add(StringBuilder added, Members members, String name, String value) {
    if (members.find(name) == null) {
      added.append(added.isEmpty() ? "" : ",").append('"').append(name).append("\":").append(value);
    }
  }

  private static Slice withoutModern(Envelope.ResultResponse result) {
    JsonBuffer buffer = new JsonBuffer(result.result().length()).raw("{");
    String comma = "";
    for (Members.Member member : result.body().list()) {
      if (!MODERN_ONLY.contains(member.name())) {
        buffer.raw(comma).string(member.name()).raw(":").slice(member.value());
        comma = ",";
      }
    }
    return buffer.raw("}").slice();
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

  private static Outcome nonsense(ServerName server) {
    return new Outcome.Failure.BackendBroken(server, "the server's response is no MCP result");
  }
}
