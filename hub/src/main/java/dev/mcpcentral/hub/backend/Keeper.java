package dev.mcpcentral.hub.backend;

/** What holds a peer knows of its instance: who needs it, and what it is needed for now. */
interface Keeper {
  /** Of a peer that nobody pauses or stops. */
  Keeper NONE =
      new Keeper() {
        @Override
        public boolean wants() {
          return false;
        }

        @Override
        public boolean enter() {
          return true;
        }

        @Override
        public void leave() {}
      };

  /** Whether a peer that was lost is to be replaced before anybody asks. */
  boolean wants();

  /**
   * Begins a use that is no call, and wakes the instance for it; false when the instance has ended.
   */
  boolean enter() throws PeerException;

  /** Ends a use. */
  void leave();
}
