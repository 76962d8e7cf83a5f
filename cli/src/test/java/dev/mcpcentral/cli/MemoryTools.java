package dev.mcpcentral.cli;

import dev.mcpcentral.hub.admin.ToolAccess;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.util.Optional;

/** Tools that answer with their arguments, or fail in the way of their name. */
final class MemoryTools implements ToolAccess {
  @Override
  public Slice list(Optional<ServerName> server) {
    String prefix = server.map(ServerName::value).orElse("memory");
    return Slice.of(
        "{\"tools\":[{\"name\":\"%s__echo\",\"description\":\"Says it again.\\nAnd more.\",\"inputSchema\":{}}]}"
            .formatted(prefix));
  }

  @Override
  public Outcome call(Ask.OfServer call) {
    return switch (call.name()) {
      case "memory__echo" -> text(call.arguments().text(), false);
      case "memory__fails" -> text("no such entity", true);
      case "memory__denied" -> new Outcome.Failure.Denied("not for you");
      case "memory__steers" -> text("\u001b]0;owned\u0007", false);
      default -> new Outcome.Failure.Unknown(ServerMethod.CALL_TOOL, call.name());
    };
  }

  private static Outcome text(String text, boolean error) {
    String json =
        "{\"content\":[{\"type\":\"text\",\"text\":%s}],\"isError\":%b}"
            .formatted(JsonStrings.quote(text), error);
    return new Outcome.Answer(Slice.of(json), error);
  }
}
