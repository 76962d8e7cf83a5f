package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.protocol.json.Slice;

/** What a backend tells whoever looks after its server. Called from any thread; must be quick. */
public interface ServerEvents {
  /** Whether it matters what the server offers, so that its lists are to be read. */
  default boolean wantsOffers() {
    return true;
  }

  /** An instance was started and has shaken hands, or offers something else now. */
  void started(String instance, Offer offer);

  /** A resource that clients watch has changed; {@code params} as the server sent them. */
  void resourceUpdated(String uri, Slice params);

  /** The instance ended or could not be started; {@code how} is for people. */
  void ended(String how);

  /** The hub has ended the instance, because nobody needs it; {@code why} is for people. */
  default void retired(String why) {
    ended(why);
  }

  /** A line for the server's log. */
  void line(String text);
}
