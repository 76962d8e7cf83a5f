package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;

/** Starts or reaches one server and shakes hands. Leaves nothing running when it fails. */
interface Connector {
  Peer connect(ServerEvents events, Deadline deadline) throws PeerException;
}
