package dev.mcpcentral.hub.backend;

import dev.mcpcentral.hub.upstream.UpstreamException;

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

  /** What a failed HTTP exchange means for the request in it. */
  static PeerException of(UpstreamException failed) {
    Kind kind =
        switch (failed.kind()) {
          case NOT_SENT -> Kind.NOT_SENT;
          case MAY_HAVE_BEEN_SENT, PROTOCOL -> Kind.BROKEN;
          case TIMED_OUT -> Kind.TIMED_OUT;
          case CANCELLED -> Kind.CANCELLED;
        };
    return new PeerException(kind, String.valueOf(failed.getMessage()));
  }

  Kind kind() {
    return kind;
  }
}
