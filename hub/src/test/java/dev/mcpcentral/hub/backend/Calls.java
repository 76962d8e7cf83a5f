package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls of one tool by anybody. */
final class Calls {
  private Calls() {}

  /** A legacy client's in this session; a modern client's when that is null. */
  static Call of(Principal principal, @Nullable String session) {
    return of(principal, session, ClientCapabilities.NONE, null);
  }

  static Call of(
      Principal principal,
      @Nullable String session,
      ClientCapabilities capabilities,
      @Nullable LogLevel level) {
    Revision revision = session == null ? Revision.MODERN : Revision.NEWEST_LEGACY;
    Client client = new Client(revision, "tester", capabilities, level, session);
    Ask ask = new Ask.OfServer(ServerMethod.CALL_TOOL, null, "s__t", Members.NONE, Members.NONE);
    return new Call(principal, Surface.MCP, client, ask);
  }

  static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(5));
  }
}
