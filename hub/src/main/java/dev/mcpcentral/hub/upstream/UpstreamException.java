package dev.mcpcentral.hub.upstream;

import java.io.IOException;

/**
 * An exchange with an upstream server did not end well. An {@link IOException}, so that reading a
 * streamed body can fail with it, too. The message is for people.
 */
public final class UpstreamException extends IOException {
  /** How far the request got. */
  public enum Kind {
    /** No byte of it left this machine: the server is unavailable and has done nothing. */
    NOT_SENT,
    /** The server may have acted on it, so it is never sent again. */
    MAY_HAVE_BEEN_SENT,
    /** The deadline passed; the server may have acted on it. */
    TIMED_OUT,
    /** Given up by {@link UpstreamHandle#close} or by an interrupt; the server may have acted. */
    CANCELLED,
    /** The answer is not one that we accept: malformed, ambiguous or too large. */
    PROTOCOL
  }

  private final Kind kind;

  public UpstreamException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public UpstreamException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public static UpstreamException protocol(String message) {
    return new UpstreamException(
        Kind.PROTOCOL, "the server's HTTP answer is not usable: " + message);
  }

  public Kind kind() {
    return kind;
  }
}
