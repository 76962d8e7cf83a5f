package dev.mcpcentral.hub.admin;

/** The hub as a whole, as an operator sees it and ends it. */
public interface HubControl {
  HubStatus status();

  /** Begins an orderly stop and returns at once; called after the answer has been sent. */
  void shutdown();
}
