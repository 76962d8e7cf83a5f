package dev.mcpcentral.hub.audit;

import dev.mcpcentral.hub.store.Disk;
import dev.mcpcentral.hub.store.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log on disk. Knows up to where it is durable, and goes back there after a failure.
 * For one thread at a time.
 */
final class Segments implements AutoCloseable {
  private final Disk disk;
  private final Path directory;
  private final long limit;
  private @Nullable LogFile current;
  private long durable;
  private boolean dirty;

  Segments(Disk disk, Path directory, long limit) {
    this.disk = disk;
    this.directory = directory;
    this.limit = limit;
  }

  /** Continues a segment of which the first {@code validBytes} are to be kept. */
  void resume(Path segment, long validBytes) throws IOException {
    LogFile file = disk.open(segment);
    current = file;
    durable = validBytes;
    if (file.size() != validBytes) {
      cut(file);
    }
  }

  /** Bytes until this segment has had enough. */
  long room() {
    return limit - durable;
  }

  /** Returns once the batch is durable; after an exception, it may be given again. */
  void append(Batch batch, Chain chain) throws IOException {
    ByteBuffer bytes = batch.seal(chain);
    if (batch.startsSegment()) {
      start(batch.firstSeq(), bytes);
    } else {
      extend(bytes);
    }
  }

  private void extend(ByteBuffer bytes) throws IOException {
    LogFile file = current;
    if (file == null) {
      throw new IllegalStateException("no segment was started");
    }
    if (dirty) {
      cut(file);
    }
    int length = bytes.remaining();
    dirty = true;
    file.append(bytes);
    file.force();
    dirty = false;
    durable += length;
  }

  /** A failed write may have left anything, and a failed force may have dropped it again. */
  private void cut(LogFile file) throws IOException {
    file.truncate(durable);
    file.force();
    dirty = false;
  }

  private void start(long firstSeq, ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    LogFile next = disk.open(SegmentName.of(directory, firstSeq));
    try {
      next.truncate(0); // an earlier attempt may have failed half-way
      next.append(bytes);
      next.force();
      disk.syncDirectory(directory);
    } catch (IOException e) {
      next.close();
      throw e;
    }
    close();
    current = next;
    durable = length;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }
}
