package dev.mcpcentral.hub.engine;

/** The engine could not do what was asked; the message is for people and says what to do. */
public final class EngineException extends RuntimeException {
  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
