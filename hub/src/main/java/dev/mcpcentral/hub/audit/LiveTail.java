package dev.mcpcentral.hub.audit;

import java.io.IOException;

/** Reads a segment that a hub may be writing at this moment. */
final class LiveTail {
  private LiveTail() {}

  /**
   * The record {@code expectedSeq}, or {@link Step.End}, or {@link Step.Damage} for a batch that is
   * torn or still being written.
   *
   * @throws CorruptAuditLogException when records that had been durable are damaged
   */
  static Step next(SegmentReader reader, long expectedSeq) throws IOException {
    Step step = reader.next();
    if (step instanceof Step.Damage && !TornTail.at(reader.file(), reader.offset(), expectedSeq)) {
      // A later batch is there, so this one is complete; it may have become so since it was read.
      step = reader.next();
      if (step instanceof Step.Damage damage) {
        throw new CorruptAuditLogException(reader.file(), reader.offset(), damage.what());
      }
    }
    return step;
  }
}
