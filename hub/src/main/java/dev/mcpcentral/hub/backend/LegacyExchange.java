package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.protocol.mcp.Era;

/** One request to a legacy server, which asks the client directly if it has to. */
final class LegacyExchange {
  private LegacyExchange() {}

  static Outcome run(Permitted permitted, Peer peer, Caller caller, Deadline deadline)
      throws PeerException {
    String name = permitted.route().name();
    Params params =
        Params.of(permitted.ask(), permitted.call().client(), Era.LEGACY, name, Params.Inputs.NONE);
    Peer.Outgoing outgoing = new Peer.Outgoing(permitted.ask().method(), name, params);
    return Results.outcome(permitted, peer.request(outgoing, caller, deadline), Era.LEGACY);
  }
}
