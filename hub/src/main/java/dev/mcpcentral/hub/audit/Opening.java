package dev.mcpcentral.hub.audit;

import dev.mcpcentral.hub.store.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * From a directory in any state to a log that can be continued, and says so in its first record.
 */
final class Opening {
  private final Path directory;
  private final InstantSource clock;
  private final Disk disk;
  private final Tuning tuning;
  private final Segments segments;
  private final Reserve reserve;
  private Chain chain = new Chain(Chain.GENESIS);
  private long nextSeq = 1;

  Opening(Path directory, InstantSource clock, Disk disk, Tuning tuning) {
    this.directory = directory;
    this.clock = clock;
    this.disk = disk;
    this.tuning = tuning;
    this.segments = new Segments(disk, directory, tuning.segmentBytes());
    this.reserve = new Reserve(disk, directory);
  }

  void run() throws IOException {
    Optional<Recovery.Found> found = Recovery.run(directory, disk);
    Instant now = clock.instant();
    if (found.isPresent()) {
      chain = new Chain(found.get().lastHash());
      nextSeq = found.get().lastSeq() + 1;
      segments.resume(found.get().segment(), found.get().validBytes());
    } else {
      append(Batch.head(nextSeq, Bodies.segment(now, Set.of())));
    }
    append(firstBatch(now, found));
    reserve.restore();
  }

  long nextSeq() {
    return nextSeq;
  }

  Committer committer(RecordQueue queue) {
    return new Committer(queue, segments, chain, reserve, tuning.probe());
  }

  private Batch firstBatch(Instant now, Optional<Recovery.Found> found) {
    Set<Long> unknown = found.map(Recovery.Found::open).orElse(Set.of());
    long torn = found.map(Recovery.Found::tornBytes).orElse(0L);
    Batch first = new Batch(nextSeq, new byte[1024]);
    first.add(Bodies.open(now, torn, unknown.size()));
    unknown.stream()
        .sorted()
        .forEach(intent -> first.add(Bodies.outcome(intent, now, Bodies.UNKNOWN_CRASH)));
    return first;
  }

  private void append(Batch batch) throws IOException {
    segments.append(batch, chain);
    nextSeq = batch.nextSeq();
  }
}
