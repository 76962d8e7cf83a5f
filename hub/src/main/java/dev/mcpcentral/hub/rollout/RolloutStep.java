package dev.mcpcentral.hub.rollout;

/** How far a change of what is behind a name has come. */
enum RolloutStep {
  /** The image is made and has passed the gate. */
  PREPARED,
  /** A throw-away instance has shown what it offers. */
  PROBED,
  /** It runs beside the old form, or is about to take its place. */
  STARTED,
  /** It takes what begins. */
  SHIFTED,
  /** The configuration declares it: from here on a restart brings up the new form. */
  WRITTEN,
  /** The old form has ended. */
  RETIRED
}
