package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a server's many instances as of one: it runs while any of them does, and one of them
 * says what it offers.
 */
final class Voices {
  private final ServerEvents next;
  private @Nullable Voice speaker;
  private int running;

  Voices(ServerEvents next) {
    this.next = next;
  }

  /** What an instance tells its events to. */
  Voice voice() {
    return new Voice();
  }

  synchronized int running() {
    return running;
  }

  private synchronized boolean elect(Voice candidate) {
    if (speaker == null) {
      speaker = candidate;
    }
    return candidate.equals(speaker);
  }

  /** Whether it speaks for the server. */
  private synchronized boolean up(Voice one) {
    running += one.up ? 0 : 1;
    one.up = true;
    return one.equals(speaker);
  }

  /** Whether none is left. */
  private synchronized boolean down(Voice one) {
    running -= one.up ? 1 : 0;
    one.up = false;
    if (one.equals(speaker)) {
      speaker = null;
    }
    return running == 0;
  }

  /** The events of one instance. */
  final class Voice implements ServerEvents {
    private boolean up;

    private Voice() {}

    @Override
    public boolean wantsOffers() {
      return elect(this);
    }

    @Override
    public void started(String instance, Offer offer) {
      if (up(this)) {
        next.started(instance, offer);
      }
    }

    @Override
    public void resourceUpdated(String uri, Slice params) {
      next.resourceUpdated(uri, params);
    }

    @Override
    public void ended(String how) {
      if (down(this)) {
        next.ended(how);
      } else {
        next.line("[mcp-central] one of its instances ended: " + how);
      }
    }

    @Override
    public void retired(String why) {
      if (down(this)) {
        next.retired(why);
      } else {
        next.line("[mcp-central] one of its instances was ended: " + why);
      }
    }

    @Override
    public void line(String text) {
      next.line(text);
    }
  }
}
