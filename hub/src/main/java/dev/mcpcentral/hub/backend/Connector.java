package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.time.Duration;

/** Starts or reaches one server and shakes hands. Leaves nothing running when it fails. */
interface Connector extends AutoCloseable {
  /** The longest pause before a server that cannot be started is tried again. */
  Duration RARELY = Duration.ofSeconds(60);

  Peer connect(ServerEvents events, Deadline deadline) throws PeerException;

  /** How long to wait at most between attempts; short where they cost next to nothing. */
  default Duration longestPause() {
    return RARELY;
  }

  /** Whether a server that was lost is to be reached again before anybody calls it. */
  default boolean reconnects() {
    return false;
  }

  /** Stops what runs although no peer speaks to it any more. */
  @Override
  default void close() {}
}
