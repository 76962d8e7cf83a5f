package dev.mcpcentral.hub.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in order, from any process, whether a hub is writing the log or not. Takes no lock
 * and checks checksums only; the chain is {@link AuditVerification}'s business. For one thread.
 */
public final class AuditReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Path directory;
  private @Nullable SegmentReader reader;
  private long nextSeq;

  private AuditReader(Path directory, long nextSeq) {
    this.directory = directory;
    this.nextSeq = nextSeq;
  }

  /**
   * Starts before the last {@code records} records, or at the first when there are fewer.
   *
   * @throws IOException when {@code directory} cannot be read
   */
  public static AuditReader last(Path directory, long records) throws IOException {
    List<Path> segments = SegmentName.list(directory);
    if (segments.isEmpty()) {
      return new AuditReader(directory, 1);
    }
    int start = segments.size() - 1;
    long behind = count(segments.get(start));
    while (start > 0 && behind < records) {
      behind += count(segments.get(--start));
    }
    AuditReader reader = new AuditReader(directory, SegmentName.firstSeq(segments.get(start)));
    while (behind > records && reader.next().isPresent()) {
      behind--;
    }
    return reader;
  }

  /**
   * The next record; empty when there is none yet.
   *
   * @throws CorruptAuditLogException when records that had been durable are damaged
   */
  public Optional<AuditRecord> next() throws IOException {
    if (reader == null && !openNext()) {
      return Optional.empty();
    }
    Optional<Frame> frame = read();
    if (frame.isEmpty() && openNext()) {
      frame = read();
    }
    frame.ifPresent(found -> nextSeq = found.seq() + 1);
    return frame.map(AuditRecord::of);
  }

  /** Like {@link #next()}, but waits up to {@code patience} for a record to be written. */
  public Optional<AuditRecord> next(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<AuditRecord> found = next();
    while (found.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
      found = next();
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }

  private boolean openNext() throws IOException {
    Path segment = SegmentName.of(directory, nextSeq);
    boolean there = Files.exists(segment) && (reader == null || !segment.equals(reader.file()));
    if (there) {
      close();
      reader = new SegmentReader(segment);
    }
    return there;
  }

  private Optional<Frame> read() throws IOException {
    SegmentReader current = reader;
    if (current == null) {
      return Optional.empty();
    }
    Step step = LiveTail.next(current, nextSeq);
    return step instanceof Frame frame ? Optional.of(frame) : Optional.empty();
  }

  private static long count(Path segment) throws IOException {
    try (SegmentReader records = new SegmentReader(segment)) {
      long count = 0;
      while (records.next() instanceof Frame) {
        count++;
      }
      return count;
    }
  }
}
