package dev.mcpcentral.hub.backend;

/** No response came to a request. */
final class PeerException extends Exception {
  /** How far the request got, which decides whether it may be tried again. */
  enum Kind {
    /** The server has not seen it. */
    NOT_SENT,
    /** The server may have acted on it. */
    BROKEN,
    TIMED_OUT,
    CANCELLED,
    /** The client did not answer what the server had to know. */
    REFUSED,
    /** The server does not know our session any more and has not acted. */
    SESSION_LOST
  }

  private final Kind kind;

  PeerException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
