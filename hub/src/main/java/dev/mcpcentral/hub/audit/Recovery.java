package dev.mcpcentral.hub.audit;

import dev.mcpcentral.hub.store.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the end of the log after a stop of any kind. Reads the last segment only: its first record
 * lists the intents that were open when it began.
 */
final class Recovery {

  /**
   * @param segment the segment to continue
   * @param validBytes how much of it to keep
   * @param tornBytes how much of it to cut off
   * @param lastSeq of the last valid record
   * @param lastHash its hash
   * @param open the intents without an outcome
   */
  record Found(
      Path segment,
      long validBytes,
      long tornBytes,
      long lastSeq,
      byte[] lastHash,
      Set<Long> open) {}

  private Recovery() {}

  /**
   * Empty if there is no record yet. Removes a last segment that was never begun properly.
   *
   * @throws CorruptAuditLogException when records that had been durable are damaged
   */
  static Optional<Found> run(Path directory, Disk disk) throws IOException {
    List<Path> segments = SegmentName.list(directory);
    for (int i = segments.size() - 1; i >= 0; i--) {
      Optional<Found> found = scan(segments.get(i));
      if (found.isPresent()) {
        return found;
      }
      // The segment before is forced before this one begins, so it is whole and ends the log.
      disk.delete(segments.get(i));
      disk.syncDirectory(directory);
    }
    return Optional.empty();
  }

  private static Optional<Found> scan(Path segment) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment)) {
      long expected = SegmentName.firstSeq(segment);
      Set<Long> open = new HashSet<>();
      Frame last = null;
      Step step = reader.next();
      while (step instanceof Frame frame) {
        requireSeq(reader, frame, expected);
        apply(reader, frame, open);
        last = frame;
        expected++;
        step = reader.next();
      }
      if (step instanceof Step.Damage damage && !TornTail.at(segment, reader.offset(), expected)) {
        throw new CorruptAuditLogException(segment, reader.offset(), damage.what());
      }
      if (last == null) {
        return Optional.empty();
      }
      long torn = reader.fileSize() - reader.offset();
      byte[] hash = last.hash(Chain.sha256());
      return Optional.of(new Found(segment, reader.offset(), torn, last.seq(), hash, open));
    }
  }

  private static void requireSeq(SegmentReader reader, Frame frame, long expected) {
    if (frame.seq() != expected) {
      throw corrupt(reader, frame, "record " + frame.seq() + " where " + expected + " belongs");
    }
  }

  private static void apply(SegmentReader reader, Frame frame, Set<Long> open) {
    switch (frame.kind()) {
      case Kind.IntentRecord _ -> open.add(frame.seq());
      case Kind.OutcomeRecord outcome -> open.remove(outcome.intent());
      case Kind.SegmentHead head -> open.addAll(head.open());
      case Kind.Note _ -> {}
      case Kind.Unknown _ ->
          throw corrupt(reader, frame, "a record of a kind unknown to this version");
    }
  }

  private static CorruptAuditLogException corrupt(SegmentReader reader, Frame frame, String what) {
    return new CorruptAuditLogException(reader.file(), reader.offset() - frame.size(), what);
  }
}
