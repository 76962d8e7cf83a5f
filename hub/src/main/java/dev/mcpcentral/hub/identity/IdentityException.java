package dev.mcpcentral.hub.identity;

/** A credential file cannot be used; the message is for people and says what to do. */
public final class IdentityException extends RuntimeException {
  public IdentityException(String message) {
    super(message);
  }

  public IdentityException(String message, Throwable cause) {
    super(message, cause);
  }
}
