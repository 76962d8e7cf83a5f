package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import java.time.Duration;

/**
 * Reads what a server offers again after it said that they have changed; at most one reading at a
 * time, at most one a second. A change during the first reading is remembered until {@link
 * #listed}, so that the older list cannot come after the newer one.
 */
final class Relisting implements Hearing {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Characters of a log message that are kept. */
  private static final int MAX_LOGGED = 2_000;

  private final Peer peer;
  private final ServerEvents events;
  private final Keeper keeper;
  private boolean listed;
  private boolean due;

  Relisting(Peer peer, ServerEvents events, Keeper keeper) {
    this.peer = peer;
    this.events = events;
    this.keeper = keeper;
  }

  @Override
  public synchronized void listChanged() {
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

  @Override
  public void resourceUpdated(Envelope.Notification update) {
    String uri = update.body().string("uri");
    Slice params = update.params();
    if (uri != null && params != null) {
      events.resourceUpdated(uri, params);
    }
  }

  @Override
  public void logged(Envelope.Notification message) {
    String data = message.body().json("data");
    String text = data == null ? "" : data.substring(0, Math.min(data.length(), MAX_LOGGED));
    events.line("[" + message.body().string("level") + "] " + text);
  }

  private synchronized void start() {
    if (listed && due && events.wantsOffers()) {
      Thread.ofVirtual().name("offer of " + peer.instance()).start(this::read);
    }
  }

  private synchronized void begin() {
    due = false;
  }

  private void read() {
    try {
      Thread.sleep(PAUSE);
      begin();
      if (keeper.enter()) {
        readAwake();
      }
    } catch (PeerException failed) {
      events.line("[mcp-central] could not read the changed lists: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAwake() throws PeerException {
    try {
      events.started(peer.instance(), OfferReader.read(peer, Deadline.in(PATIENCE)));
    } finally {
      keeper.leave();
    }
  }
}
