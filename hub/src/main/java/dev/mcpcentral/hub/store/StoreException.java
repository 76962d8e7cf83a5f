package dev.mcpcentral.hub.store;

/** State could not be read or written; the message names the file and says what to do. */
public final class StoreException extends RuntimeException {
  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
