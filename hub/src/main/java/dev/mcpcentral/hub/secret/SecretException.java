package dev.mcpcentral.hub.secret;

/** A secret cannot be found or handed over; the message is for people and holds no value. */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SecretException(String message) {
    super(message);
  }
}
