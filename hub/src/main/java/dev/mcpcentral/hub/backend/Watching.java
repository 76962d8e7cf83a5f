package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What clients watch of one server: told to one of its instances, which is in use for as long as
 * anything is watched.
 */
final class Watching implements AutoCloseable {
  /** Leases the instance that is watched. */
  interface Source {
    Lease lease(Deadline deadline) throws PeerException;
  }

  private final Source source;
  private final ServerEvents events;
  private final ReentrantLock telling = new ReentrantLock();
  private volatile Set<String> uris = Set.of();
  private volatile boolean closed;
  private @Nullable PooledInstance held;

  Watching(Source source, ServerEvents events) {
    this.source = source;
    this.events = events;
  }

  boolean isAny() {
    return !uris.isEmpty();
  }

  /** Makes {@code wanted} the resources that are watched; does not wait for the server. */
  void become(Set<String> wanted) {
    boolean matters = !wanted.equals(uris);
    uris = Set.copyOf(wanted);
    if (matters) {
      tellSoon();
    }
  }

  private void tellSoon() {
    Thread.ofVirtual().name("subscriptions").start(this::tell);
  }

  /** One after the other, so that the newest wish is the last that the server hears. */
  private void tell() {
    telling.lock();
    try {
      boolean done = closed || (held == null && !isAny()) || tellNow().isEmpty();
      letGo(done);
    } catch (PeerException failed) {
      events.line("[mcp-central] could not subscribe to resources: " + failed.getMessage());
      letGo(!isAny());
    } finally {
      telling.unlock();
    }
  }

  /**
   * A use of its own each time, and one that stays for as long as the server believes that anything
   * is watched; returns what it was told.
   */
  private Set<String> tellNow() throws PeerException {
    Deadline deadline = Deadline.in(PeerHolder.START_PATIENCE);
    try (Lease lease = source.lease(deadline)) {
      PooledInstance now = lease.instance();
      if (!now.equals(held) && now.enter(deadline)) {
        leave(held);
        held = now;
      }
      Set<String> told = uris;
      lease.peer().watch(told, deadline);
      return told;
    }
  }

  private void letGo(boolean done) {
    if (done) {
      leave(held);
      held = null;
    }
  }

  private static void leave(@Nullable PooledInstance instance) {
    if (instance != null) {
      instance.leave();
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /** The events of the instance that is watched: one that starts is told anew what is watched. */
  ServerEvents around(ServerEvents next) {
    return new Retelling(next);
  }

  private final class Retelling implements ServerEvents {
    private final ServerEvents next;

    Retelling(ServerEvents next) {
      this.next = next;
    }

    @Override
    public boolean wantsOffers() {
      return next.wantsOffers();
    }

    @Override
    public void started(String instance, Offer offer) {
      next.started(instance, offer);
      if (isAny()) {
        tellSoon();
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
    public void retired(String why) {
      next.retired(why);
    }

    @Override
    public void line(String text) {
      next.line(text);
    }
  }
}
