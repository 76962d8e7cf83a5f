package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.net.URI;
import java.time.Duration;

/** One server: started with its first call, kept warm, started again after it died. */
public final class ServerBackend implements Backend, AutoCloseable {
  private final ServerName name;
  private final Duration callTimeout;
  private final PeerHolder peers;

  private ServerBackend(ServerSpec spec, Connector connector, ServerEvents events) {
    this.name = spec.name();
    this.callTimeout = spec.callTimeout();
    this.peers = new PeerHolder(connector, events);
  }

  /** A server that the engine runs. */
  public static ServerBackend onEngine(Engine engine, Launch launch, ServerEvents events) {
    return new ServerBackend(launch.spec(), new EngineConnector(engine, launch), events);
  }

  /** A server that runs elsewhere. */
  public static ServerBackend remote(ServerSpec spec, URI url, ServerEvents events) {
    return new ServerBackend(spec, HttpConnector.toRemote(spec, url), events);
  }

  /**
   * Starts or reaches the server now if that has not been done, and waits at most {@code patience}.
   */
  public void connect(Duration patience) throws BackendException {
    try {
      peers.get(Deadline.in(patience));
    } catch (PeerException failed) {
      throw new BackendException(String.valueOf(failed.getMessage()));
    }
  }

  @Override
  public Outcome invoke(Permitted permitted, Caller caller) {
    Deadline deadline = Deadline.in(callTimeout);
    try {
      try {
        return attempt(permitted, caller, deadline);
      } catch (PeerException failed) {
        if (failed.kind() != PeerException.Kind.SESSION_LOST) {
          throw failed;
        }
        return attempt(permitted, caller, deadline);
      }
    } catch (PeerException failed) {
      return failure(failed);
    }
  }

  private Outcome attempt(Permitted permitted, Caller caller, Deadline deadline)
      throws PeerException {
    Peer peer = peers.get(deadline);
    Call call = permitted.call();
    String tool = permitted.route().tool();
    Params params = Params.of(permitted.ask(), call.era(), peer.era(), tool);
    try {
      return Results.outcome(
          name,
          peer.request(new Peer.Outgoing("tools/call", tool, params), caller, deadline),
          peer.era(),
          call.era());
    } catch (PeerException failed) {
      if (failed.kind() == PeerException.Kind.SESSION_LOST) {
        peers.discard(peer);
      }
      throw failed;
    }
  }

  private Outcome failure(PeerException failed) {
    String message = String.valueOf(failed.getMessage());
    return switch (failed.kind()) {
      case NOT_SENT, SESSION_LOST -> new Failure.BackendUnavailable(name, message);
      case BROKEN -> new Failure.BackendBroken(name, message);
      case TIMED_OUT -> new Failure.TimedOut(name, callTimeout);
      case CANCELLED -> new Failure.Cancelled();
    };
  }

  /** Stops the server's instance; the next call would start it again. */
  @Override
  public void close() {
    peers.close();
  }
}
