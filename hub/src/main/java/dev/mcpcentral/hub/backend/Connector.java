package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.call.Deadline;
import java.time.Duration;

/** Starts or reaches one server and shakes hands. Leaves nothing running when it fails. */
interface Connector extends AutoCloseable {
  /** The longest pause before a server that cannot be started is tried again. */
  Duration RARELY = Duration.ofSeconds(60);

  Peer connect(ServerEvents events, Deadline deadline) throws PeerException;

  /**
   * Waits until an instance may be started; called before each {@link #connect}.
   *
   * @throws PeerException of kind {@code NOT_SENT} when that takes too long
   */
  default void admit(Deadline deadline) throws PeerException {}

  /** The peer that was connected last is gone. */
  default void lost() {}

  /** Whether each connector has an instance of its own, to be paused and stopped at will. */
  default boolean ownsInstances() {
    return false;
  }

  /** The connector of a further instance of the same server. */
  default Connector another() {
    return this;
  }

  /** Whether the instance that was started last still runs. */
  default boolean isAlive() {
    return false;
  }

  /** {@link dev.mcpcentral.hub.engine.Instance#pause}. */
  default boolean pause() {
    return false;
  }

  /** {@link dev.mcpcentral.hub.engine.Instance#resume}. */
  default void resume() {}

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
