package dev.mcpcentral.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The bare cost of making one record durable: append, then fdatasync, again and again, with nothing
 * else around it.
 *
 * @param appends how many were timed
 */
record DiskProbe(int appends, double p50Micros, double p99Micros) {
  private static final int RECORD_BYTES = 600;
  private static final int UNTIMED = 50;

  /** Writes to a new file in {@code directory} and deletes it. */
  static DiskProbe measure(Path directory, int appends) throws IOException {
    Path file = Files.createTempFile(directory, "probe", ".log");
    List<Double> micros = new ArrayList<>(appends);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
      for (int i = -UNTIMED; i < appends; i++) {
        long start = System.nanoTime();
        channel.write(bytes.rewind());
        channel.force(false);
        if (i >= 0) {
          micros.add((System.nanoTime() - start) / 1e3);
        }
      }
    } finally {
      Files.delete(file);
    }
    return new DiskProbe(
        appends,
        Figures.round(Figures.percentile(micros, 50), 1),
        Figures.round(Figures.percentile(micros, 99), 1));
  }
}
