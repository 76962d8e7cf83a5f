package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.admin.ToolAccess;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Optional;

/** The operator's tool calls, through the very pipeline that clients use. */
record OperatorTools(Snapshots snapshots, Dispatcher dispatcher) implements ToolAccess {
  private static final Client CLIENT = Client.plain(Revision.NEWEST_LEGACY, "mcp-central");

  @Override
  public Slice list(Optional<ServerName> server) {
    JsonBuffer json = new JsonBuffer(4096).raw("{\"tools\":[");
    String comma = "";
    for (Catalog.Entry entry : snapshots.current().catalog().list(null, Listing.TOOLS).entries()) {
      if (server.isEmpty() || server.get().equals(entry.route().server())) {
        json.raw(comma).slice(entry.definition());
        comma = ",";
      }
    }
    return json.raw("]}").slice();
  }

  @Override
  public Outcome call(Ask.OfServer ask) {
    Call call = new Call(new Principal.Operator(), Surface.ADMIN, CLIENT, ask);
    return dispatcher.dispatch(call, Caller.SILENT);
  }
}
