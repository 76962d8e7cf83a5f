package dev.mcpcentral.hub.audit;

/** Where every request is recorded. Safe for concurrent use by any number of virtual threads. */
public interface AuditLog extends AutoCloseable {
  /**
   * Records that a request was decided and is about to be carried out. Returns once the record is
   * on disk ({@code durable}) or in the bounded queue ({@code async}).
   *
   * @return the record's sequence number, which its outcome names
   * @throws AuditUnavailableException when it cannot be recorded; the request must then be refused
   */
  long intent(Intent intent);

  /**
   * Records how the request that {@link #intent} numbered has ended; same promise, same exception.
   * Call it once: after a refusal the answer is withheld, and the log itself records that the
   * outcome is unknown as soon as it can.
   *
   * @throws IllegalArgumentException when that intent is not waiting for an outcome
   */
  void outcome(Outcome outcome);

  /** Whether records can be written now; false makes the hub unready. */
  boolean available();

  @Override
  void close();
}
