package dev.mcpcentral.hub.launcher;

/** A launcher that cannot begin. The message is for people and says what to do. */
public final class LauncherException extends RuntimeException {
  LauncherException(String message, Throwable cause) {
    super(message, cause);
  }
}
