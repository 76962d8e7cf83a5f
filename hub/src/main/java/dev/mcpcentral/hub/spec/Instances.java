package dev.mcpcentral.hub.spec;

/** Who shares a running server. */
public enum Instances {
  /** All clients: the server keeps nothing about any of them. */
  SHARED,
  /**
   * Nobody: what the server keeps (a browser's pages, an open document) belongs to one legacy
   * session, or to one principal of modern clients. Ended after ten idle minutes.
   */
  OWN
}
