package dev.mcpcentral.hub.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks a log from its first record to its last: checksums, chain, gaps, and that each outcome
 * belongs to an open intent. Needs neither a hub nor its configuration, and keeps no more in memory
 * than the intents that are open.
 */
public final class AuditVerification {

  /**
   * Where the log stops being trustworthy.
   *
   * @param offset in bytes from the start of {@code file}
   */
  public record Problem(Path file, long offset, String what) {}

  /**
   * What was found up to the first problem.
   *
   * @param intents and {@code outcomes}: their numbers in this log
   * @param pending intents without an outcome: calls in flight now, or when a hub was killed
   * @param firstSeq 1, unless older segments were moved away
   * @param lastHash hex SHA-256 over the last record; who noted an earlier one can look for it
   * @param tornBytes an incomplete batch at the end: one being written now, or cut short by a crash
   */
  public record Report(
      int segments,
      long records,
      long intents,
      long outcomes,
      long pending,
      long firstSeq,
      long lastSeq,
      String lastHash,
      long tornBytes,
      Optional<Problem> problem) {

    public boolean intact() {
      return problem.isEmpty();
    }
  }

  private AuditVerification() {}

  /**
   * Verifies all segments in {@code directory}. A hub may be writing meanwhile: what it adds after
   * the start may or may not be covered.
   *
   * @throws IOException when a file cannot be read
   */
  public static Report verify(Path directory) throws IOException {
    List<Path> segments = SegmentName.list(directory);
    ChainCheck check = new ChainCheck();
    for (int i = 0; i < segments.size() && check.isIntact(); i++) {
      check.segment(segments.get(i), i == segments.size() - 1);
    }
    return check.report();
  }
}
