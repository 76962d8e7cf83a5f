package dev.mcpcentral.protocol.http;

/** How the end of a request's body is found (RFC 9112 section 6.3). */
public sealed interface BodyFraming {
  /** There is no body. */
  record None() implements BodyFraming {}

  /** So many bytes follow the head. */
  record Length(long bytes) implements BodyFraming {}

  /** Chunks follow, the last of length 0. */
  record Chunked() implements BodyFraming {}
}
