package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a server's tools again after it said that they have changed; at most one reading at a time,
 * at most one a second.
 */
final class Relisting implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Peer peer;
  private final ServerEvents events;
  private final AtomicBoolean due = new AtomicBoolean();

  Relisting(Peer peer, ServerEvents events) {
    this.peer = peer;
    this.events = events;
  }

  @Override
  public void run() {
    if (due.compareAndSet(false, true)) {
      Thread.ofVirtual().name("tools of " + peer.instance()).start(this::read);
    }
  }

  private void read() {
    try {
      Thread.sleep(PAUSE);
      due.set(false);
      events.started(peer.instance(), peer.tools(Deadline.in(PATIENCE)));
    } catch (PeerException failed) {
      events.line("[mcp-central] could not read the changed tools: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
