package dev.mcpcentral.protocol.json;

/**
 * The bytes are not the strict JSON that we accept; the message says what is wrong and where,
 * without quoting content.
 */
public final class MalformedJsonException extends Exception {
  public MalformedJsonException(String message) {
    super(message);
  }
}
