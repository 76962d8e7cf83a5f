package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts a server on the engine and shakes hands over whatever wire it has. */
final class EngineConnector implements Connector {
  private final Engine engine;
  private final Launch launch;

  /** The server over HTTP that runs now: it stays when only a session with it has ended. */
  private final AtomicReference<@Nullable HttpConnector> running = new AtomicReference<>();

  EngineConnector(Engine engine, Launch launch) {
    this.engine = engine;
    this.launch = launch;
  }

  @Override
  public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
    HttpConnector known = running.get();
    if (known != null && known.isAlive()) {
      return known.connect(events, deadline);
    }
    Instance instance;
    try {
      instance = engine.start(launch);
    } catch (EngineException refused) {
      throw new PeerException(PeerException.Kind.NOT_SENT, String.valueOf(refused.getMessage()));
    }
    return switch (instance.wire()) {
      case Instance.Wire.Stdio stdio -> overStdio(instance, stdio, events, deadline);
      case Instance.Wire.Http http -> {
        HttpConnector fresh = HttpConnector.toInstance(launch.spec(), instance, http.address());
        running.set(fresh);
        yield fresh.connect(events, deadline);
      }
    };
  }

  @Override
  public void close() {
    HttpConnector last = running.getAndSet(null);
    if (last != null) {
      last.close();
    }
  }

  private Peer overStdio(
      Instance instance, Instance.Wire.Stdio wire, ServerEvents events, Deadline deadline)
      throws PeerException {
    StdioPeer peer = new StdioPeer(instance, wire, events);
    try {
      shakeHands(peer, deadline);
      return peer;
    } catch (PeerException failed) {
      peer.close();
      throw failed;
    }
  }

  /**
   * The handshake first: nearly all servers know it, and the modern question kills some of those. A
   * server that answers it with an error is asked the modern way.
   */
  private void shakeHands(StdioPeer peer, Deadline deadline) throws PeerException {
    EraPin era = launch.spec().era();
    if (era == EraPin.MODERN) {
      discover(peer, deadline);
      return;
    }
    Peer.Outgoing initialize =
        Peer.Outgoing.plain("initialize", HubClient.initialize(ClientCapabilities.ALL));
    Envelope answer = peer.request(initialize, Caller.SILENT, deadline);
    if (answer instanceof Envelope.ErrorResponse && era == EraPin.AUTO) {
      discover(peer, deadline);
    } else {
      Handshake.chosen(answer);
      peer.welcomed(Welcome.of(answer.body()));
      peer.notify("notifications/initialized", null, deadline);
    }
  }

  private static void discover(StdioPeer peer, Deadline deadline) throws PeerException {
    peer.speak(Era.MODERN);
    Envelope answer =
        peer.request(
            Peer.Outgoing.plain("server/discover", HubClient.DISCOVER), Caller.SILENT, deadline);
    if (!Handshake.speaksModern(answer)) {
      throw new PeerException(
          PeerException.Kind.BROKEN,
          "the server does not speak 2026-07-28, and its answer to initialize was an error");
    }
    peer.welcomed(Welcome.of(answer.body()));
  }
}
