package dev.mcpcentral.hub.rollout;

/** How a new version comes to serve. */
sealed interface Takeover permits Beside, Replacement {
  /**
   * Brings the new version up and lets it take what begins. When it cannot be brought up, the old
   * one serves as before.
   *
   * @param started runs when it is up, before anything is given to it
   * @return the old version
   * @throws FleetException when the new one does not come up
   */
  Generation begin(Runnable started) throws InterruptedException;

  /** Lets {@code old} serve again, and ends the new one. */
  void undo(Generation old) throws InterruptedException;
}
