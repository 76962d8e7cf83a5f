package dev.mcpcentral.hub.mcp;

/**
 * The body of a request breaks the rules of HTTP, for example in its chunks; the connection cannot
 * be used any more.
 */
final class UnreadableBodyException extends Exception {
  UnreadableBodyException(RuntimeException cause) {
    super(cause);
  }
}
