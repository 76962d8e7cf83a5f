package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Members.Member;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.ArrayList;
import java.util.List;

/** The body of {@code POST /api/v1/call}: {@code {"tool":"server__tool","arguments":{…}}}. */
final class CallRequest {
  private CallRequest() {}

  /** The arguments stay the very bytes that were sent. */
  static Ask.OfServer parse(Slice body) {
    try {
      return parse(Members.ofObject(body));
    } catch (MalformedJsonException e) {
      throw Refusal.malformed("the body: " + e.getMessage());
    }
  }

  private static Ask.OfServer parse(Members body) {
    List<Member> params = new ArrayList<>();
    for (Member member : body.list()) {
      params.add(
          switch (member.name()) {
            case "tool" -> new Member("name", member.value());
            case "arguments" -> new Member("arguments", object(member.value()));
            default -> throw Refusal.malformed("unknown member: use tool and arguments");
          });
    }
    String tool = body.string("tool");
    if (tool == null) {
      throw Refusal.malformed("'tool' is a string, and is needed");
    }
    return new Ask.OfServer(ServerMethod.CALL_TOOL, null, tool, Members.of(params), Members.NONE);
  }

  private static Slice object(Slice value) {
    if (value.at(0) != '{') {
      throw Refusal.malformed("'arguments' is a JSON object");
    }
    return value;
  }
}
