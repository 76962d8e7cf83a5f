package dev.mcpcentral.hub.registry;

/** A catalog cannot be read, fetched or kept, or an entry cannot be ordered so; for people. */
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CatalogException(String message) {
    super(message);
  }

  public CatalogException(String message, Throwable cause) {
    super(message, cause);
  }
}
