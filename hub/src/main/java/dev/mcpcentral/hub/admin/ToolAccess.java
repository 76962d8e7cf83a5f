package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Optional;

/** Tools as the operator reaches them: through the same pipeline as every client's. */
public interface ToolAccess {
  /**
   * The exposed definitions, all of them, as JSON: {@code {"tools":[…]}}.
   *
   * @param server only this server's, or those of all
   */
  Slice list(Optional<ServerName> server);

  /** Calls one tool as the operator; recorded by the pipeline like any other call. */
  Outcome call(Ask.OfServer call);
}
