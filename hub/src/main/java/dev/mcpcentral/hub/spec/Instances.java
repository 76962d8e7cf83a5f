package dev.mcpcentral.hub.spec;

/** Who shares a running server. */
public enum Instances {
  /** All clients: the server keeps nothing about any of them. */
  SHARED,
  /**
   * Nobody: what the server keeps (a browser's pages, an open document) belongs to one legacy
   * session, or to one principal of clients that have no session.
   */
  SESSION,
  /** All sessions of one principal. */
  PRINCIPAL,
  /** Not even two calls: each gets a fresh one. */
  CALL;

  /** Reads the word of the file; {@code own} is an older one for {@code session}. */
  static Instances parse(String text) {
    for (Instances instances : values()) {
      if (Section.word(instances).equals(text)) {
        return instances;
      }
    }
    if (text.equals("own")) {
      return SESSION;
    }
    throw new IllegalArgumentException("must be one of shared, session, principal, call");
  }
}
