package dev.mcpcentral.hub.spec;

/**
 * Which era of the protocol to speak with a server: found out by asking, or pinned by the operator.
 */
public enum EraPin {
  AUTO,
  LEGACY,
  MODERN
}
