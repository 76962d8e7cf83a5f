package dev.mcpcentral.hub.advisory;

/** Advisory data cannot be read or imported; the message is for people and says what to do. */
public final class AdvisoryException extends RuntimeException {
  public AdvisoryException(String message) {
    super(message);
  }

  public AdvisoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
