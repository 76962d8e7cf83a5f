package dev.mcpcentral.hub.spec;

/** Which containers that others started the hub takes up, by their label {@code mcp.server}. */
public enum Discovery {
  /** Every labelled container that no other hub claims. */
  ALL,
  /** Only those that name this hub. */
  OWN,
  OFF
}
