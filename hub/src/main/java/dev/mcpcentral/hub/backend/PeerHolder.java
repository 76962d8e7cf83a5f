package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.ToolDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  private final Connector connector;
  private final ServerEvents events;
  private final ReentrantLock starting = new ReentrantLock();
  private final Breaker breaker = new Breaker();
  private volatile @Nullable Peer peer;

  PeerHolder(Connector connector, ServerEvents events) {
    this.connector = connector;
    this.events = events;
  }

  Peer get(Deadline deadline) throws PeerException {
    Peer current = peer;
    return current != null ? current : start(deadline);
  }

  private Peer start(Deadline deadline) throws PeerException {
    acquire(deadline);
    try {
      Peer current = peer;
      if (current != null) {
        return current;
      }
      breaker.check();
      return connect();
    } finally {
      starting.unlock();
    }
  }

  private Peer connect() throws PeerException {
    Peer fresh = null;
    try {
      Deadline deadline = Deadline.in(START_PATIENCE);
      fresh = connector.connect(events, deadline);
      List<ToolDefinition> tools = fresh.tools(deadline);
      Peer started = fresh;
      peer = started;
      breaker.succeeded();
      events.started(started.instance(), tools);
      started.onToolsChanged(new Relisting(started, events));
      started.gone().thenAccept(how -> lost(started, how));
      return started;
    } catch (PeerException failed) {
      if (fresh != null) {
        fresh.close();
      }
      breaker.failed(String.valueOf(failed.getMessage()));
      events.ended(String.valueOf(failed.getMessage()));
      throw new PeerException(PeerException.Kind.NOT_SENT, String.valueOf(failed.getMessage()));
    }
  }

  private void lost(Peer which, String how) {
    if (peer == which) {
      peer = null;
      events.ended(how);
    }
  }

  /** Forgets a peer whose session the server has forgotten. */
  void discard(Peer stale) {
    if (peer == stale) {
      peer = null;
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

  @Override
  public void close() {
    Peer current = peer;
    peer = null;
    breaker.succeeded();
    if (current != null) {
      current.close();
    }
  }
}
