package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The conversations with one server: one that all clients share, and, where it makes a difference,
 * further ones for clients with other capabilities or for one owner of state.
 */
final class Peers implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final int MAX = 256;
  private static final String NOBODY = "";

  /** Whose conversation it is: the owner's of a stateful server, or nobody's. */
  private record Key(String owner, ClientCapabilities capabilities) {}

  private static final class Further {
    final PeerHolder holder;
    final Peer shared;
    volatile long lastUsed = System.nanoTime();

    Further(PeerHolder holder, Peer shared) {
      this.holder = holder;
      this.shared = shared;
    }

    /** Whether it went over the wire of a shared conversation that is not {@code now}'s. */
    boolean isCutOff(Peer now) {
      return now.isMany() && !shared.equals(now);
    }
  }

  private final Connector connector;
  private final ServerEvents events;
  private final boolean stateful;
  private final PeerHolder base;
  private final Map<Key, Further> further = new ConcurrentHashMap<>();
  private final Thread sweeper = Thread.ofVirtual().name("idle peers").unstarted(this::sweep);
  private volatile Set<String> watched = Set.of();
  private final ReentrantLock telling = new ReentrantLock();
  private boolean sweeping;

  Peers(Connector connector, ServerEvents events, boolean stateful) {
    this.connector = connector;
    this.events = events;
    this.stateful = stateful;
    this.base =
        new PeerHolder(
            connector, new Rewatching(events), () -> connector.reconnects() || !watched.isEmpty());
  }

  /** The conversation that all clients share. */
  Peer base(Deadline deadline) throws PeerException {
    return base.get(deadline);
  }

  /** The conversation for one call. */
  Peer of(Call call, Deadline deadline) throws PeerException {
    Peer shared = base.get(deadline);
    Peer chosen = shared;
    if (stateful || shared.isMany()) {
      Key key = key(call, shared);
      boolean same = key.owner.equals(NOBODY) && key.capabilities.equals(ClientCapabilities.ALL);
      chosen = same ? shared : further(key, shared).holder.get(deadline);
    }
    LogLevel level = call.client().logLevel();
    if (level != null) {
      chosen.admit(level, deadline);
    }
    return chosen;
  }

  private Key key(Call call, Peer shared) {
    String session = call.client().session();
    String owner =
        !stateful
            ? NOBODY
            : session == null
                ? "principal " + call.principal().name() + " " + call.profile()
                : session;
    return new Key(owner, shared.isMany() ? call.client().capabilities() : ClientCapabilities.ALL);
  }

  private synchronized Further further(Key key, Peer shared) throws PeerException {
    Further known = further.get(key);
    if (known != null && known.isCutOff(shared)) {
      Thread.ofVirtual().name("old peer").start(known.holder::close);
      further.remove(key);
      known = null;
    }
    if (known == null) {
      if (further.size() >= MAX) {
        throw new PeerException(
            PeerException.Kind.NOT_SENT, "more than " + MAX + " clients hold an instance of it");
      }
      known = new Further(new PeerHolder(connector(key, shared), new Quiet(events)), shared);
      further.put(key, known);
      if (!sweeping) {
        sweeping = true;
        sweeper.start();
      }
    }
    known.lastUsed = System.nanoTime();
    return known;
  }

  private Connector connector(Key key, Peer shared) {
    return shared.isMany() ? new Another(key.capabilities) : connector;
  }

  /** Forgets a peer whose session the server has forgotten. */
  void discard(Peer stale) {
    base.discard(stale);
    further.values().forEach(one -> one.holder.discard(stale));
  }

  /** Ends the instances of an owner that has gone. */
  void release(String owner) {
    further.forEach((key, one) -> {
      if (key.owner.equals(owner) && further.remove(key, one)) {
        one.holder.close();
      }
    });
  }

  void watch(Set<String> uris) {
    watched = Set.copyOf(uris);
    Peer running = base.running();
    if (running != null || !uris.isEmpty()) {
      Thread.ofVirtual().name("subscriptions").start(this::rewatch);
    }
  }

  /** One after the other, so that the newest wish is the last that the server hears. */
  private void rewatch() {
    telling.lock();
    try {
      Deadline deadline = Deadline.in(PeerHolder.START_PATIENCE);
      base.get(deadline).watch(watched, deadline);
    } catch (PeerException failed) {
      events.line("[mcp-central] could not subscribe to resources: " + failed.getMessage());
    } finally {
      telling.unlock();
    }
  }

  private void sweep() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        closeIdle(System.nanoTime());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** A call may take longer than a conversation may be idle: what is in use stays. */
  void closeIdle(long now) {
    further.forEach((key, one) -> {
      Peer running = one.holder.running();
      if (running != null && running.isBusy()) {
        one.lastUsed = now;
      } else if (now - one.lastUsed > IDLE.toNanos() && further.remove(key, one)) {
        one.holder.close();
      }
    });
  }

  @Override
  public void close() {
    sweeper.interrupt();
    base.close(); // first: it is what further conversations are opened from
    further.values().forEach(one -> one.holder.close());
    connector.close();
  }

  /** Opens further conversations with the server that the shared one is with. */
  private final class Another implements Connector {
    private final ClientCapabilities capabilities;

    Another(ClientCapabilities capabilities) {
      this.capabilities = capabilities;
    }

    @Override
    public Peer connect(ServerEvents ignored, Deadline deadline) throws PeerException {
      return base.get(deadline).another(capabilities, deadline);
    }

    @Override
    public Duration longestPause() {
      return connector.longestPause();
    }
  }

  /** A server that was started again is told anew what is watched. */
  private final class Rewatching implements ServerEvents {
    private final ServerEvents next;

    Rewatching(ServerEvents next) {
      this.next = next;
    }

    @Override
    public void started(String instance, Offer offer) {
      next.started(instance, offer);
      if (!watched.isEmpty()) {
        Thread.ofVirtual().name("subscriptions").start(Peers.this::rewatch);
      }
    }

    @Override
    public void resourceUpdated(String uri, Slice params) {
      next.resourceUpdated(uri, params);
    }

    @Override
    public void ended(String how) {
      next.ended(how);
    }

    @Override
    public void line(String text) {
      next.line(text);
    }
  }

  /** Further conversations offer nothing of their own. */
  private record Quiet(ServerEvents events) implements ServerEvents {
    @Override
    public boolean wantsOffers() {
      return false;
    }

    @Override
    public void started(String instance, Offer offer) {}

    @Override
    public void resourceUpdated(String uri, Slice params) {}

    @Override
    public void ended(String how) {
      events.line("[mcp-central] a client's own conversation ended: " + how);
    }

    @Override
    public void line(String text) {
      events.line(text);
    }
  }
}
