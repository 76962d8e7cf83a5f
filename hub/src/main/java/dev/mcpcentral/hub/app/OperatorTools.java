package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.admin.ToolAccess;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.ToolTable;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.List;
import java.util.Optional;

/** The operator's tool calls, through the very pipeline that clients use. */
final class OperatorTools implements ToolAccess {
  private final Snapshots snapshots;
  private final Dispatcher dispatcher;

  OperatorTools(Snapshots snapshots, Dispatcher dispatcher) {
    this.snapshots = snapshots;
    this.dispatcher = dispatcher;
  }

  @Override
  public byte[] list(Optional<ServerName> server) {
    JsonBuffer json = new JsonBuffer(4096).raw("{\"tools\":[");
    String comma = "";
    for (ToolTable.Entry entry : snapshots.current().tools().list(null).entries()) {
      if (server.isEmpty() || server.get().equals(entry.route().server())) {
        json.raw(comma).slice(entry.definition());
        comma = ",";
      }
    }
    return json.raw("]}").slice().copy();
  }

  @Override
  public Answer call(String tool, byte[] arguments) {
    Members params = Members.of(List.of(new Members.Member("arguments", Slice.of(arguments))));
    Ask ask = new Ask.CallTool(null, tool, params, Members.NONE);
    Call call = new Call(new Principal.Operator(), Surface.ADMIN, Era.LEGACY, "mcp-central", ask);
    return switch (dispatcher.dispatch(call, Caller.SILENT)) {
      case Outcome.Answer answer -> new Answer.Result(answer.result().copy());
      case Outcome.ServerError error ->
          new Answer.Refused(
              Reason.INVALID_ARGUMENTS,
              "the server answered with an error: " + error.error().text());
      case Failure failure -> refused(failure);
    };
  }

  private static Answer refused(Failure failure) {
    return switch (failure) {
      case Failure.UnknownTool unknown ->
          new Answer.Refused(
              Reason.UNKNOWN_TOOL,
              "no tool '" + unknown.name() + "'; 'mcp-central tools' lists them");
      case Failure.UnknownMethod unknown ->
          new Answer.Refused(Reason.INTERNAL, "no method " + unknown.method());
      case Failure.InvalidArguments invalid ->
          new Answer.Refused(Reason.INVALID_ARGUMENTS, invalid.message());
      case Failure.Denied denied -> new Answer.Refused(Reason.DENIED, denied.reason());
      case Failure.BackendUnavailable down ->
          new Answer.Refused(
              Reason.BACKEND_UNAVAILABLE,
              "server '" + down.server() + "' cannot take the call: " + down.message());
      case Failure.BackendBroken broken ->
          new Answer.Refused(
              Reason.BACKEND_UNAVAILABLE,
              "server '"
                  + broken.server()
                  + "' broke off, the call may have had an effect: "
                  + broken.message());
      case Failure.TimedOut late ->
          new Answer.Refused(
              Reason.TIMED_OUT,
              "server '"
                  + late.server()
                  + "' did not answer within "
                  + late.after().toSeconds()
                  + " s");
      case Failure.Cancelled ignored -> new Answer.Refused(Reason.INTERNAL, "cancelled");
      case Failure.Unrecorded ignored ->
          new Answer.Refused(
              Reason.AUDIT_UNAVAILABLE,
              "the audit log cannot be written, so nothing is carried out");
      case Failure.Internal internal ->
          new Answer.Refused(
              Reason.INTERNAL, "internal error " + internal.id() + "; the hub's log tells more");
    };
  }
}
