package dev.mcpcentral.hub.spec;

/**
 * A value that no server spec may have. The message is for people and never holds an environment
 * value; {@link #key()} names the key of the configuration file to correct.
 */
final class InvalidSpecException extends IllegalArgumentException {
  private final String key;

  InvalidSpecException(String key, String message) {
    super(message);
    this.key = key;
  }

  String key() {
    return key;
  }
}
