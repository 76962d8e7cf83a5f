package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.Offer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one peer of a server: connected by whoever needs it first while the others wait, and after a
 * failure not tried again before a growing pause is over.
 */
final class PeerHolder implements AutoCloseable {
  /**
   * Starting takes longer than a call should; a caller waits for its own deadline, the start goes
   * on.
   */
  static final Duration START_PATIENCE = Duration.ofSeconds(60);

  /** A start that is interrupted may leave something behind, so it is given a moment first. */
  private static final Duration GENTLE = Duration.ofSeconds(2);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final Connector connector;
  private final ServerEvents events;
  private final ReentrantLock starting = new ReentrantLock(true);
  private final Breaker breaker;
  private volatile @Nullable Thread starter;
  private volatile boolean closed;
  private final AtomicReference<@Nullable Peer> peer = new AtomicReference<>();
  private final Keeper keeper;
  private final Revival revival;
  private volatile long since;
  private String lastTrouble = "";

  PeerHolder(Connector connector, ServerEvents events) {
    this(connector, events, new Breaker(connector.longestPause()), Keeper.NONE);
  }

  /** {@code breaker} may be shared with others who start the same server. */
  PeerHolder(Connector connector, ServerEvents events, Breaker breaker, Keeper keeper) {
    this.connector = connector;
    this.events = events;
    this.breaker = breaker;
    this.keeper = keeper;
    this.revival = new Revival(connector.longestPause());
  }

  Peer get(Deadline deadline) throws PeerException {
    Peer current = peer.get();
    return current != null ? current : start(deadline);
  }

  /** The peer if there is one now. */
  @Nullable Peer running() {
    return peer.get();
  }

  private Peer start(Deadline deadline) throws PeerException {
    acquire(deadline);
    try {
      Peer current = peer.get();
      if (current != null) {
        return current;
      }
      if (closed) {
        throw new PeerException(PeerException.Kind.NOT_SENT, "the server was stopped");
      }
      breaker.check();
      starter = Thread.currentThread();
      connector.admit(deadline);
      return connect();
    } finally {
      starter = null;
      starting.unlock();
    }
  }

  private Peer connect() throws PeerException {
    Peer fresh = null;
    try {
      Deadline deadline = Deadline.in(START_PATIENCE);
      fresh = connector.connect(events, deadline);
      Relisting relisting = new Relisting(fresh, events, keeper);
      fresh.hear(relisting);
      boolean read = events.wantsOffers() || fresh.wantsHeaders();
      Offer offer = read ? OfferReader.read(fresh, deadline) : Offer.NONE;
      if (closed) {
        throw new PeerException(PeerException.Kind.CANCELLED, "the server was stopped");
      }
      breaker.succeeded();
      lastTrouble = "";
      offer(fresh, offer);
      relisting.listed();
      return fresh;
    } catch (PeerException failed) {
      if (fresh != null) {
        fresh.close();
        connector.lost();
      }
      throw failed(String.valueOf(failed.getMessage()));
    }
  }

  /** The same trouble again and again is told once. */
  private PeerException failed(String trouble) {
    breaker.failed(trouble);
    if (!closed && !trouble.equals(lastTrouble)) {
      lastTrouble = trouble;
      events.ended(trouble);
    }
    return new PeerException(PeerException.Kind.NOT_SENT, trouble);
  }

  private void offer(Peer started, Offer offer) {
    peer.set(started);
    since = System.nanoTime();
    try {
      events.started(started.instance(), offer);
    } finally {
      // Whatever a listener throws: a peer that is gone must never be kept.
      started.gone().thenAccept(how -> lost(started, how));
    }
  }

  private void lost(Peer which, String how) {
    if (peer.compareAndSet(which, null)) {
      Duration pause = revival.after(Duration.ofNanos(System.nanoTime() - since));
      boolean wanted = keeper.wants();
      connector.lost();
      events.ended(how);
      if (wanted) {
        Thread.ofVirtual().name("reconnecting").start(() -> reconnect(pause));
      }
    }
  }

  /** Tries until there is a peer again, whoever connects it, or nobody wants it any more. */
  private void reconnect(Duration first) {
    try {
      Thread.sleep(first);
      boolean connected = false;
      while (!connected && !closed && peer.get() == null && keeper.wants()) {
        Thread.sleep(breaker.pause());
        connected = tryOnce();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean tryOnce() throws InterruptedException {
    try {
      get(Deadline.in(START_PATIENCE));
      return true;
    } catch (PeerException failed) {
      if (failed.kind() == PeerException.Kind.CANCELLED || breaker.pause().isZero()) {
        Thread.sleep(Backoff.FIRST); // not the server's fault, so nothing else paces us
      }
      return false;
    }
  }

  /** Forgets a peer whose session the server has forgotten. */
  void discard(Peer stale) {
    if (peer.compareAndSet(stale, null)) {
      stale.close();
    }
  }

  private void acquire(Deadline deadline) throws PeerException {
    try {
      if (!starting.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new PeerException(PeerException.Kind.NOT_SENT, "the server is still starting");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PeerException(PeerException.Kind.CANCELLED, "interrupted");
    }
  }

  /** Ends the peer, and a start that is under way; there will not be another one. */
  @Override
  public void close() {
    closed = true;
    boolean alone = false;
    try {
      alone = starting.tryLock(GENTLE.toNanos(), TimeUnit.NANOSECONDS) || interruptStart();
      Peer current = peer.getAndSet(null);
      if (current != null) {
        current.close();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      if (alone) {
        starting.unlock();
      }
    }
  }

  private boolean interruptStart() throws InterruptedException {
    Thread busy = starter;
    if (busy != null) {
      busy.interrupt();
    }
    return starting.tryLock(STOP_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
  }
}
