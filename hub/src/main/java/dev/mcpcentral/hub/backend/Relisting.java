package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.time.Duration;

/**
 * Reads a server's tools again after it said that they have changed; at most one reading at a time,
 * at most one a second. A change during the first reading is remembered until {@link #listed}, so
 * that the older list cannot come after the newer one.
 */
final class Relisting implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Peer peer;
  private final ServerEvents events;
  private boolean listed;
  private boolean due;

  Relisting(Peer peer, ServerEvents events) {
    this.peer = peer;
    this.events = events;
  }

  @Override
  public synchronized void run() {
    if (!due) {
      due = true;
      start();
    }
  }

  /** The first list was read and passed on. */
  synchronized void listed() {
    listed = true;
    start();
  }

  private synchronized void start() {
    if (listed && due) {
      Thread.ofVirtual().name("tools of " + peer.instance()).start(this::read);
    }
  }

  private synchronized void begin() {
    due = false;
  }

  private void read() {
    try {
      Thread.sleep(PAUSE);
      begin();
      events.started(peer.instance(), peer.tools(Deadline.in(PATIENCE)));
    } catch (PeerException failed) {
      events.line("[mcp-central] could not read the changed tools: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
