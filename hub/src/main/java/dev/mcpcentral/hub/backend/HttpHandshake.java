package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.UpstreamException;
import dev.mcpcentral.hub.upstream.UpstreamHandle;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.Messages;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Optional;
import java.util.Set;

/** The first exchanges with a server over HTTP. */
final class HttpHandshake {
  /** How a server of 2024-11-05 may answer a POST (2025-11-25, basic/transports). */
  private static final Set<Integer> OLD = Set.of(400, 404, 405);

  private final HttpWire wire;
  private final ServerEvents events;
  private final boolean starting;
  private final Deadline deadline;

  /** {@code starting} tells that the server may not listen yet. */
  HttpHandshake(HttpWire wire, ServerEvents events, boolean starting, Deadline deadline) {
    this.wire = wire;
    this.events = events;
    this.starting = starting;
    this.deadline = deadline;
  }

  /** Another legacy session with a server that is known to speak that way. */
  static Peer another(
      String address,
      HttpWire wire,
      ClientCapabilities capabilities,
      ServerEvents events,
      Deadline deadline)
      throws PeerException {
    try {
      return new HttpHandshake(wire, events, false, deadline).legacy(address, capabilities, false);
    } catch (UpstreamException failed) {
      throw new PeerException(PeerException.Kind.NOT_SENT, String.valueOf(failed.getMessage()));
    }
  }

  HttpWire.Answer discover() throws UpstreamException, PeerException {
    return patiently("server/discover", HubClient.DISCOVER, HttpFields.modern());
  }

  Peer legacy(String address, ClientCapabilities capabilities, boolean ownsWire)
      throws UpstreamException, PeerException {
    HttpWire.Answer answer =
        patiently("initialize", HubClient.initialize(capabilities), HttpFields.handshake());
    if (OLD.contains(answer.status())) {
      Optional<Peer> old = old(address, capabilities, ownsWire);
      if (old.isPresent()) {
        return old.get();
      }
    }
    Envelope envelope =
        answer
            .envelope()
            .orElseThrow(() ->
                new PeerException(
                    PeerException.Kind.NOT_SENT,
                    "initialize was answered with HTTP status " + answer.status()));
    Revision revision = Handshake.chosen(envelope);
    HttpFields fields = fields(revision, answer.session());
    wire.send(Messages.notification("notifications/initialized", null), fields.plain(), deadline);
    return new HttpPeer(address, wire, fields, Welcome.of(envelope.body()), events, ownsWire);
  }

  /** A server of 2024-11-05, if there is one: the same URL is asked for its stream. */
  private Optional<Peer> old(String address, ClientCapabilities capabilities, boolean ownsWire)
      throws UpstreamException, PeerException {
    SsePeer opened;
    try {
      opened = new SsePeer(address, wire, events, ownsWire, deadline);
    } catch (UpstreamException none) {
      if (none.kind() == UpstreamException.Kind.PROTOCOL) {
        return Optional.empty();
      }
      throw none;
    }
    return Optional.of(SseHandshake.shakeHands(opened, capabilities, deadline));
  }

  /** What a server sends as a session id comes back in a header, so it must fit into one. */
  private static HttpFields fields(Revision revision, Optional<String> session)
      throws PeerException {
    try {
      return HttpFields.legacy(revision, session);
    } catch (IllegalArgumentException unprintable) {
      throw new PeerException(
          PeerException.Kind.NOT_SENT, "the server's Mcp-Session-Id is not printable ASCII");
    }
  }

  /**
   * A container that was just started does not listen yet: while nothing was sent, it is asked
   * again.
   */
  private HttpWire.Answer patiently(String method, Slice params, HttpFields fields)
      throws UpstreamException, PeerException {
    while (true) {
      try (UpstreamHandle handle = new UpstreamHandle(deadline)) {
        Peer.Outgoing outgoing = Peer.Outgoing.plain(method, params);
        return wire.post(
            Messages.request(0, method, params),
            fields,
            fields.of(outgoing),
            new HttpWire.Reply(0, handle, Ears.NONE));
      } catch (UpstreamException failed) {
        boolean mayListenSoon = starting && failed.kind() == UpstreamException.Kind.NOT_SENT;
        if (!mayListenSoon || deadline.remainingNanos() < Backoff.FIRST.toNanos()) {
          throw failed;
        }
        Backoff.aMoment();
      }
    }
  }
}
