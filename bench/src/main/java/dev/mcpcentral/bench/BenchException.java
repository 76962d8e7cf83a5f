package dev.mcpcentral.bench;

/** A measurement that cannot be made; the message says why and, where it can, what to do. */
final class BenchException extends RuntimeException {
  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
