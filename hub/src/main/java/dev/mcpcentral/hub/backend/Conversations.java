package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The conversations with one instance: one that is there for all, and, where it makes a difference,
 * further ones for clients with other capabilities or for one owner of state.
 */
final class Conversations implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final int MAX = 256;

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
  private final PeerHolder base;
  private final Map<Key, Further> further = new ConcurrentHashMap<>();

  /** {@code breaker} is shared with the server's other instances. */
  Conversations(Connector connector, ServerEvents events, Breaker breaker, Keeper keeper) {
    this.connector = connector;
    this.events = events;
    this.base = new PeerHolder(connector, events, breaker, keeper);
  }

  /** The conversation that is there for all. */
  Peer base(Deadline deadline) throws PeerException {
    return base.get(deadline);
  }

  /** The one that is there for all, if it is there now. */
  @Nullable Peer running() {
    return base.running();
  }

  /** The conversation for one call; {@code owner} is empty where clients may share it. */
  Peer of(Call call, String owner, Deadline deadline) throws PeerException {
    Peer shared = base.get(deadline);
    Peer chosen = shared;
    if (!owner.isEmpty() || shared.isMany()) {
      ClientCapabilities capabilities =
          shared.isMany() ? call.client().capabilities() : ClientCapabilities.ALL;
      Key key = new Key(owner, capabilities);
      boolean same = owner.isEmpty() && capabilities.equals(ClientCapabilities.ALL);
      chosen = same ? shared : further(key, shared).holder.get(deadline);
    }
    LogLevel level = call.client().logLevel();
    if (level != null) {
      chosen.admit(level, deadline);
    }
    return chosen;
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
            PeerException.Kind.NOT_SENT, "more than " + MAX + " clients hold a session with it");
      }
      Connector to = shared.isMany() ? new Another(key.capabilities) : connector;
      known = new Further(new PeerHolder(to, new Quiet(events)), shared);
      further.put(key, known);
    }
    known.lastUsed = System.nanoTime();
    return known;
  }

  /** Forgets a peer whose session the server has forgotten. */
  void discard(Peer stale) {
    base.discard(stale);
    further.values().forEach(one -> one.holder.discard(stale));
  }

  /** Ends the conversations of an owner that has gone. */
  void release(String owner) {
    further.forEach((key, one) -> {
      if (key.owner.equals(owner) && further.remove(key, one)) {
        one.holder.close();
      }
    });
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

  boolean hasFurther() {
    return !further.isEmpty();
  }

  @Override
  public void close() {
    base.close(); // first: it is what further conversations are opened from
    further.values().forEach(one -> one.holder.close());
    connector.close();
  }

  /** Opens further conversations with the instance that the shared one is with. */
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
