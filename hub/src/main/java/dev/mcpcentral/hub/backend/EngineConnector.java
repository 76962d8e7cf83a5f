package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.mcp.Era;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts a server on the engine and shakes hands over whatever wire it has. */
final class EngineConnector implements Connector {
  private static final Duration FOREIGN = Duration.ofSeconds(10);

  private final Engine engine;
  private final Launch launch;
  private final EraMemory eras = new EraMemory(InstantSource.system());

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
        HttpConnector fresh = HttpConnector.toInstance(launch.spec(), instance, http, eras);
        running.set(fresh);
        yield fresh.connect(events, deadline);
      }
    };
  }

  /** Whether somebody else starts and ends the container, so that asking is all that it costs. */
  private boolean isForeign() {
    return launch.workload() instanceof Workload.Container;
  }

  @Override
  public Duration longestPause() {
    return isForeign() ? FOREIGN : RARELY;
  }

  @Override
  public boolean reconnects() {
    return isForeign();
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
   * server that answers it with an error, or with a revision without a handshake, is asked the
   * modern way; one that was modern before is asked that first.
   */
  private void shakeHands(StdioPeer peer, Deadline deadline) throws PeerException {
    EraPin era = launch.spec().era();
    boolean modernBefore = era == EraPin.AUTO && eras.found().equals(Optional.of(Era.MODERN));
    boolean done =
        switch (era) {
          case LEGACY -> initialized(peer, deadline);
          case MODERN -> discovered(peer, deadline);
          case AUTO ->
              modernBefore
                  ? discovered(peer, deadline) || initialized(peer, deadline)
                  : initialized(peer, deadline) || discovered(peer, deadline);
        };
    if (!done) {
      throw new PeerException(
          PeerException.Kind.BROKEN, "the server speaks no protocol version of ours");
    }
    eras.remember(peer.era());
  }

  private static boolean initialized(StdioPeer peer, Deadline deadline) throws PeerException {
    peer.speak(Era.LEGACY);
    Peer.Outgoing initialize =
        Peer.Outgoing.plain("initialize", HubClient.initialize(ClientCapabilities.ALL));
    Envelope answer = peer.request(initialize, Caller.SILENT, deadline);
    if (!Handshake.isLegacy(answer)) {
      return false;
    }
    peer.welcomed(Welcome.of(answer.body()));
    peer.notify("notifications/initialized", null, deadline);
    return true;
  }

  private static boolean discovered(StdioPeer peer, Deadline deadline) throws PeerException {
    peer.speak(Era.MODERN);
    Peer.Outgoing discover = Peer.Outgoing.plain("server/discover", HubClient.DISCOVER);
    Envelope answer = peer.request(discover, Caller.SILENT, deadline);
    if (!Handshake.speaksModern(answer)) {
      return false;
    }
    peer.welcomed(Welcome.of(answer.body()));
    return true;
  }
}
