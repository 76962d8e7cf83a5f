package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.engine.Discoveries;
import dev.mcpcentral.hub.rollout.DeclaredServers;
import org.jspecify.annotations.Nullable;

/**
 * What follows containers of others, from the moment on when an engine was found. It is closed
 * after the servers: as long as one speaks to a container, no other hub may.
 */
final class DiscoveryRoom implements AutoCloseable {
  private @Nullable Discoveries following;
  private boolean closed;

  /** Waits until an engine was found. */
  void start(EngineRoom engine, DeclaredServers servers) {
    engine.engine().discoveries().ifPresent(found -> begin(found, servers));
  }

  private synchronized void begin(Discoveries found, DeclaredServers servers) {
    if (!closed) {
      following = found;
      found.start(servers::discoveryTerms, servers::discovered);
    }
  }

  /** What may be discovered has changed. */
  synchronized void soon() {
    if (following != null) {
      following.soon();
    }
  }

  @Override
  public void close() {
    Discoveries last;
    synchronized (this) {
      closed = true;
      last = following;
    }
    if (last != null) {
      last.close();
    }
  }
}
