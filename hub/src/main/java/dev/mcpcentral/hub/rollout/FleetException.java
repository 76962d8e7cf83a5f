package dev.mcpcentral.hub.rollout;

/** What an operator asked for cannot be done; the message is for people and says what to do. */
public final class FleetException extends RuntimeException {
  public FleetException(String message) {
    super(message);
  }

  public FleetException(String message, Throwable cause) {
    super(message, cause);
  }
}
