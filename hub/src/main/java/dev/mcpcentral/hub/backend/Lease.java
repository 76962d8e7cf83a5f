package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.util.Optional;

/**
 * The use of one instance from now until it is closed; the instance stays, and awake, until then.
 */
final class Lease implements AutoCloseable {
  private final PooledInstance instance;
  private final Peer peer;
  private final Runnable left;
  private boolean closed;

  /** {@code left} runs after the use has ended. */
  Lease(PooledInstance instance, Peer peer, Runnable left) {
    this.instance = instance;
    this.peer = peer;
    this.left = left;
  }

  Peer peer() {
    return peer;
  }

  PooledInstance instance() {
    return instance;
  }

  /** A second use of the same instance and peer; empty when the instance has ended. */
  Optional<Lease> again(Deadline deadline) throws PeerException {
    return instance.enter(deadline)
        ? Optional.of(new Lease(instance, peer, left))
        : Optional.empty();
  }

  /** Forgets the peer, whose session the server has forgotten. */
  void discard() {
    instance.conversations().discard(peer);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    instance.leave();
    left.run();
  }
}
