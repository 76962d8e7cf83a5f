package dev.mcpcentral.hub.compose;

import org.jspecify.annotations.Nullable;

/** A compose file cannot be written or read; the message is for people and says what to do. */
public final class ComposeException extends RuntimeException {
  public ComposeException(String message) {
    this(message, null);
  }

  public ComposeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
