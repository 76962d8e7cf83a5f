package dev.mcpcentral.hub.spec;

/** How a new version of a server takes over from the one before. */
public enum UpdateMode {
  /** Both run for a while: what began on the old version ends there. */
  BESIDE,
  /**
   * Never two at once, because both would write to one volume: calls wait while the old version
   * ends and the new one starts.
   */
  REPLACE
}
