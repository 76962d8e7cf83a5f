package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.admin.ToolAccess;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.ToolTable;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.Optional;

/** The operator's tool calls, through the very pipeline that clients use. */
record OperatorTools(Snapshots snapshots, Dispatcher dispatcher) implements ToolAccess {
  @Override
  public Slice list(Optional<ServerName> server) {
    JsonBuffer json = new JsonBuffer(4096).raw("{\"tools\":[");
    String comma = "";
    for (ToolTable.Entry entry : snapshots.current().tools().list(null).entries()) {
      if (server.isEmpty() || server.get().equals(entry.route().server())) {
        json.raw(comma).slice(entry.definition());
        comma = ",";
      }
    }
    return json.raw("]}").slice();
  }

  @Override
  public Outcome call(Ask.CallTool ask) {
    Call call = new Call(new Principal.Operator(), Surface.ADMIN, Era.LEGACY, "mcp-central", ask);
    return dispatcher.dispatch(call, Caller.SILENT);
  }
}
