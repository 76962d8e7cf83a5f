package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.ErrorCode;

/** One request to a legacy server, which asks the client directly if it has to. */
final class LegacyExchange {
  private LegacyExchange() {}

  static Outcome run(Permitted permitted, Peer peer, PatientCaller caller, Deadline deadline)
      throws PeerException {
    Peer.Outgoing outgoing = Peer.Outgoing.of(permitted, Era.LEGACY, Params.Inputs.NONE);
    Outcome outcome =
        Results.outcome(permitted, peer.request(outgoing, caller, deadline), Era.LEGACY);
    boolean failed =
        outcome instanceof Outcome.ServerError
            || outcome instanceof Outcome.Answer answer && answer.toolError();
    ClientCapabilities missing = caller.missing();
    return failed && permitted.call().era() == Era.MODERN && !missing.features().isEmpty()
        ? new Outcome.ServerError(missingCapability(missing))
        : outcome;
  }

  /** A modern client learns what it would have had to declare (2026-07-28, basic, error codes). */
  private static Slice missingCapability(ClientCapabilities missing) {
    Slice data = Slice.of("{\"requiredCapabilities\":" + missing.json(Era.MODERN) + "}");
    return Messages.errorObject(
        ErrorCode.MISSING_CLIENT_CAPABILITY.number(),
        "the server asked for something that the client did not declare",
        data);
  }
}
