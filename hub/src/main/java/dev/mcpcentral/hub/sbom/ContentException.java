package dev.mcpcentral.hub.sbom;

/** An image cannot be examined; the message is for people and says what to do. */
public final class ContentException extends RuntimeException {
  public ContentException(String message) {
    super(message);
  }

  public ContentException(String message, Throwable cause) {
    super(message, cause);
  }
}
