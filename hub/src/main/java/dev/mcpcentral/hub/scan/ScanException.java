package dev.mcpcentral.hub.scan;

/** An image could not be scanned, so it is not let through; the message is for people. */
public final class ScanException extends RuntimeException {
  public ScanException(String message, Throwable cause) {
    super(message, cause);
  }
}
