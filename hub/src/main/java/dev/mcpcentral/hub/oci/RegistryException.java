package dev.mcpcentral.hub.oci;

/** A registry cannot be used; the message says for people why, and what to do. */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RegistryException(String message) {
    super(message);
  }

  public RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
