package dev.mcpcentral.hub.rollout;

/** Brings what the servers offer to the clients. */
public interface Publication {
  /** Something has changed; returns at once, many changes in a row become one. */
  void soon();

  /** Returns when clients see what is offered now. */
  void now();
}
