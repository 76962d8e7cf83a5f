package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;

/**
 * A server's response in the form that the client's era wants; untouched when both speak the same.
 */
final class Results {
  private Results() {}

  static Outcome outcome(ServerName server, Envelope response, Era from, Era to) {
    return switch (response) {
      case Envelope.ErrorResponse error -> new Outcome.ServerError(error.error());
      case Envelope.ResultResponse result -> answer(server, result, from, to);
      case Envelope.Request ignored -> nonsense(server);
      case Envelope.Notification ignored -> nonsense(server);
    };
  }

  private static Outcome answer(
      ServerName server, Envelope.ResultResponse result, Era from, Era to) {
    if (result.result().at(0) != '{') {
      return nonsense(server);
    }
    boolean toolError = "true".equals(result.body().json("isError"));
    if (from == to) {
      return new Outcome.Answer(result.result(), toolError);
    }
    if (to == Era.MODERN) {
      return new Outcome.Answer(complete(result), toolError);
    }
    String type = result.body().string("resultType");
    return type == null || type.equals("complete")
        ? new Outcome.Answer(without(result.body(), "resultType"), toolError)
        : new Outcome.Failure.BackendBroken(
            server,
            "the server answered '"
                + type
                + "', which this client's revision of MCP does not know");
  }

  /** {@code resultType} is required in 2026-07-28 and unknown before. */
  private static Slice complete(Envelope.ResultResponse result) {
    Slice body = result.result();
    if (result.body().find("resultType") != null) {
      return body;
    }
    return new JsonBuffer(body.length() + 32)
        .raw("{\"resultType\":\"complete\"")
        .raw(result.body().isEmpty() ? "" : ",")
        .range(body.array(), body.offset() + 1, body.end())
        .slice();
  }

  private static Slice without(Members members, String dropped) {
    JsonBuffer buffer = new JsonBuffer(256).raw("{");
    String comma = "";
    for (Members.Member member : members.list()) {
      if (!member.name().equals(dropped)) {
        buffer.raw(comma).string(member.name()).raw(":").slice(member.value());
        comma = ",";
      }
    }
    return buffer.raw("}").slice();
  }

  private static Outcome nonsense(ServerName server) {
    return new Outcome.Failure.BackendBroken(server, "the server's response is no MCP result");
  }
}
