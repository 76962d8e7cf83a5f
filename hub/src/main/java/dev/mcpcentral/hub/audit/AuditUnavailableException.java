package dev.mcpcentral.hub.audit;

/**
 * The audit log cannot take a record now; nothing may happen unrecorded, so the request must be
 * refused.
 */
public final class AuditUnavailableException extends RuntimeException {
  public AuditUnavailableException(String message) {
    super(message);
  }

  public AuditUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
