package dev.mcpcentral.hub.backend;

/** A server could not be started or reached; the message is for people. */
public final class BackendException extends Exception {
  public BackendException(String message) {
    super(message);
  }
}
