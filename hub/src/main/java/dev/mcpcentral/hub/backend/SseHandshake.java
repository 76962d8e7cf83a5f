package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.protocol.jsonrpc.Envelope;

/** The first exchanges with a server over HTTP+SSE. */
final class SseHandshake {
  private SseHandshake() {}

  /** Another session with a server that is known to speak that way. */
  static Peer another(
      String instance,
      HttpWire wire,
      ClientCapabilities capabilities,
      ServerEvents events,
      Deadline deadline)
      throws PeerException {
    try {
      return shakeHands(
          new SsePeer(instance, wire, events, false, deadline), capabilities, deadline);
    } catch (UpstreamException failed) {
      throw new PeerException(PeerException.Kind.NOT_SENT, String.valueOf(failed.getMessage()));
    }
  }

  /** The handshake on a stream that was just opened; closes it when that fails. */
  static Peer shakeHands(SsePeer peer, ClientCapabilities capabilities, Deadline deadline)
      throws PeerException {
    try {
      Peer.Outgoing initialize =
          Peer.Outgoing.plain("initialize", HubClient.initialize(capabilities));
      Envelope answer = peer.request(initialize, Caller.SILENT, deadline);
      Handshake.chosen(answer);
      peer.welcomed(Welcome.of(answer.body()));
      peer.notify("notifications/initialized", deadline);
      return peer;
    } catch (PeerException failed) {
      peer.close();
      throw failed;
    }
  }
}
