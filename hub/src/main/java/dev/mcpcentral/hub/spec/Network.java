package dev.mcpcentral.hub.spec;

/** What a server may reach over the network. */
public enum Network {
  /** Only its own loopback interface; the default. */
  NONE,
  /** The outside world; a server that needs this is never below medium risk. */
  OPEN
}
