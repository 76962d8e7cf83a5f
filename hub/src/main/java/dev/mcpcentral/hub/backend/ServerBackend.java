package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Outcome.Failure;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One server: started with its first call, kept warm, started again after it died. Bridges the
 * client's era to the server's.
 */
public final class ServerBackend implements Backend, AutoCloseable {
  private static final Slice NOTHING = Slice.of("{}");
  private static final int RENEWALS = 10;
  private static final Duration MOST = Duration.ofHours(2);

  private final Duration callTimeout;
  private final InstancePool pool;
  private final ModernInput modernInput;
  private final ParkedCalls parked;

  private ServerBackend(
      ServerSpec spec, Connector connector, ServerEvents events, RequestState seals) {
    this.callTimeout = spec.callTimeout();
    this.pool = new InstancePool(connector, events, spec.effectiveInstances(), spec.life().pool());
    this.modernInput = new ModernInput(seals);
    this.parked = new ParkedCalls(seals);
  }

  /** A server that the engine runs. */
  public static ServerBackend onEngine(
      Engine engine, Launch launch, ServerEvents events, RequestState seals) {
    Connector connector = new EngineConnector(engine, launch);
    return new ServerBackend(launch.spec(), connector, events, seals);
  }

  /** A server that runs elsewhere. */
  public static ServerBackend remote(
      ServerSpec spec, URI url, ServerEvents events, RequestState seals) {
    return new ServerBackend(spec, HttpConnector.toRemote(spec, url), events, seals);
  }

  /**
   * Starts or reaches the server now if that has not been done, and waits at most {@code patience}.
   */
  public void connect(Duration patience) throws BackendException {
    try {
      pool.base(Deadline.in(patience)).close();
    } catch (PeerException failed) {
      throw new BackendException(String.valueOf(failed.getMessage()));
    }
  }

  /** Keeps the declared number of spare instances from now on; without effect if there are none. */
  public void warm() {
    pool.warm();
  }

  /** Its instances now. */
  public PoolState pool() {
    return pool.state();
  }

  @Override
  public void watch(Set<String> uris) {
    pool.watch(uris);
  }

  @Override
  public void release(String owner) {
    pool.release(owner);
  }

  @Override
  public boolean awaits(Permitted permitted) {
    return parked.awaits(permitted);
  }

  @Override
  public int parkedCalls() {
    return parked.count();
  }

  @Override
  public Outcome invoke(Permitted permitted, Caller caller) {
    if (parked.awaits(permitted)) {
      return parked.resume(permitted, caller);
    }
    Deadline deadline = renewable();
    try {
      return SecondTry.run(caller, deadline, asked -> attempt(permitted, asked, deadline));
    } catch (PeerException failed) {
      return failure(permitted, failed);
    }
  }

  private Outcome attempt(Permitted permitted, Caller caller, Deadline deadline)
      throws PeerException {
    boolean subscribes = permitted.ask().verb().subscribes();
    try (Lease lease = subscribes ? pool.base(deadline) : pool.lease(permitted.call(), deadline)) {
      return subscribes
          ? subscription(permitted, lease.peer())
          : bridge(permitted, lease, caller, deadline);
    }
  }

  /** The four combinations of a client's era and a server's. */
  private Outcome bridge(Permitted permitted, Lease lease, Caller caller, Deadline deadline)
      throws PeerException {
    Era client = permitted.call().era();
    if (lease.peer().era() == Era.LEGACY
        && client == Era.MODERN
        && ParkedCalls.mayBeNeeded(permitted)) {
      return parked.take(permitted, caller, live -> onItsOwn(permitted, live, lease));
    }
    return exchange(permitted, lease, caller, deadline);
  }

  private Outcome exchange(Permitted permitted, Lease lease, Caller caller, Deadline deadline)
      throws PeerException {
    Peer peer = lease.peer();
    PatientCaller patient = new PatientCaller(caller, permitted, deadline, callTimeout);
    try {
      if (peer.era() == Era.LEGACY) {
        return LegacyExchange.run(permitted, peer, patient, deadline);
      }
      return permitted.call().era() == Era.MODERN
          ? modernInput.exchange(permitted, peer, patient, deadline)
          : new InputRounds(permitted, peer, patient, deadline).run();
    } catch (PeerException failed) {
      if (failed.kind() == PeerException.Kind.SESSION_LOST) {
        lease.discard();
      }
      throw failed;
    }
  }

  /** Whether a subscription is possible; the server itself is told by {@link #watch}. */
  private static Outcome subscription(Permitted permitted, Peer peer) {
    return peer.welcome().takesSubscriptions()
        ? new Outcome.Answer(NOTHING, false)
        : new Failure.UnknownMethod(permitted.ask().method());
  }

  /**
   * A call that outlives the client's request has a deadline of its own, and uses the instance on
   * its own account; {@code first} is the request's.
   */
  private Outcome onItsOwn(Permitted permitted, Caller client, Lease first) {
    Deadline deadline = renewable();
    AtomicReference<@Nullable Lease> known = new AtomicReference<>(first);
    try {
      return SecondTry.run(
          client,
          deadline,
          asked -> {
            try (Lease lease = lease(permitted, known.getAndSet(null), deadline)) {
              return exchange(permitted, lease, asked, deadline);
            }
          });
    } catch (PeerException failed) {
      return failure(permitted, failed);
    }
  }

  private Lease lease(Permitted permitted, @Nullable Lease known, Deadline deadline)
      throws PeerException {
    Optional<Lease> again = known == null ? Optional.empty() : known.again(deadline);
    return again.isPresent() ? again.get() : pool.lease(permitted.call(), deadline);
  }

  /** A server that reports progress gets more time, but not for ever. */
  private Deadline renewable() {
    Duration most = callTimeout.multipliedBy(RENEWALS);
    return Deadline.renewable(callTimeout, most.compareTo(MOST) < 0 ? most : MOST);
  }

  private Outcome failure(Permitted permitted, PeerException failed) {
    ServerName name = permitted.route().server();
    String message = String.valueOf(failed.getMessage());
    return switch (failed.kind()) {
      case NOT_SENT, SESSION_LOST -> new Failure.BackendUnavailable(name, message);
      case BROKEN -> new Failure.BackendBroken(name, message);
      case TIMED_OUT -> new Failure.TimedOut(name, callTimeout);
      case CANCELLED -> new Failure.Cancelled();
      case REFUSED -> Results.refused(permitted, message);
    };
  }

  /** Stops the server's instances; the next call would start it again. */
  @Override
  public void close() {
    parked.close();
    pool.close();
  }
}
