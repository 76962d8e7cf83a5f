package dev.mcpcentral.hub.image;

/** A source could not be turned into an image; the message is for people and says what to do. */
public final class ImageException extends RuntimeException {
  public ImageException(String message) {
    super(message);
  }

  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
