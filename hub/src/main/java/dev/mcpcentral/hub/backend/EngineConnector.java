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
  private final EraMemory eras;

  /** The server over HTTP that runs now: it stays when only a session with it has ended. */
  private final AtomicReference<@Nullable HttpConnector> running = new AtomicReference<>();

  private volatile @Nullable Instance instance;

  /** The conversation over stdio, with which its instance ends. */
  private volatile @Nullable StdioPeer stdio;

  EngineConnector(Engine engine, Launch launch) {
    this(engine, launch, new EraMemory(InstantSource.system()));
  }

  private EngineConnector(Engine engine, Launch launch, EraMemory eras) {
    this.engine = engine;
    this.launch = launch;
    this.eras = eras;
  }

  @Override
  public Connector another() {
    return new EngineConnector(engine, launch, eras);
  }

  /** A container of somebody else's is theirs to pause and to stop. */
  @Override
  public boolean ownsInstances() {
    return !isForeign();
  }

  @Override
  public boolean isAlive() {
    Instance last = instance;
    StdioPeer only = stdio;
    return last != null
        && !last.exit().toCompletableFuture().isDone()
        && (only == null || !only.gone().toCompletableFuture().isDone());
  }

  @Override
  public boolean pause() {
    Instance last = instance;
    return last != null && last.pause();
  }

  @Override
  public void resume() {
    Instance last = instance;
    if (last != null) {
      last.resume();
    }
  }

  @Override
  public Peer connect(ServerEvents events, Deadline deadline) throws PeerException {
    HttpConnector known = running.get();
    if (known != null && known.isAlive()) {
      return known.connect(events, deadline);
    }
    Instance started;
    try {
      started = engine.start(launch);
    } catch (EngineException refused) {
      throw new PeerException(PeerException.Kind.NOT_SENT, String.valueOf(refused.getMessage()));
    }
    instance = started;
    return switch (started.wire()) {
      case Instance.Wire.Stdio stdio -> overStdio(started, stdio, events, deadline);
      case Instance.Wire.Http http -> {
        HttpConnector fresh = HttpConnector.toInstance(launch.spec(), started, http, eras);
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
    Instance only = instance;
    if (only != null && stdio != null) {
      only.close();
    }
  }

  private Peer overStdio(
      Instance started, Instance.Wire.Stdio wire, ServerEvents events, Deadline deadline)
      throws PeerException {
    StdioPeer peer = new StdioPeer(started, wire, events);
    stdio = peer;
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
