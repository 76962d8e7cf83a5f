package dev.mcpcentral.hub.audit;

import dev.mcpcentral.hub.store.Disk;
import dev.mcpcentral.hub.store.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A disk that can be full, broken, slow, or lose its power. Forces cost nothing here: what was
 * forced is only remembered, so that {@link #losePower} knows what it may destroy.
 */
final class FaultyDisk implements Disk {
  private static final int SECTOR_BYTES = 512;

  private final Map<Path, Long> forcedSizes = new HashMap<>();
  private final Set<Path> unsyncedNames = new HashSet<>();
  private long used;
  private long capacity = Long.MAX_VALUE;
  private long operationsLeft = Long.MAX_VALUE;

  volatile boolean broken;
  volatile boolean forcesFail;
  volatile long forceNanos;

  @Override
  public synchronized LogFile open(Path file) throws IOException {
    operation();
    if (!Files.exists(file)) {
      unsyncedNames.add(file);
      forcedSizes.put(file, 0L);
    }
    LogFile real = Disk.local().open(file);
    forcedSizes.putIfAbsent(file, real.size());
    return new FaultyFile(file, real);
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    operation();
    release(Files.exists(file) ? Files.size(file) : 0);
    Disk.local().delete(file);
    forcedSizes.remove(file);
    unsyncedNames.remove(file);
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    operation();
    unsyncedNames.clear();
  }

  /** Others take all the space that is left; what is deleted here becomes free again. */
  synchronized void fill() {
    capacity = used;
  }

  synchronized void makeRoom() {
    capacity = Long.MAX_VALUE;
  }

  /** Operations until the power goes, in the middle of a write if it is one. */
  synchronized void losePowerAfter(long operations) {
    operationsLeft = operations;
  }

  /** Leaves of the unforced bytes what a power loss may: none, a part, or sectors out of order. */
  synchronized void losePower(Random random) throws IOException {
    for (Path lost : unsyncedNames) {
      if (random.nextBoolean()) {
        Files.deleteIfExists(lost);
      }
    }
    for (Map.Entry<Path, Long> file : forcedSizes.entrySet()) {
      if (Files.exists(file.getKey())) {
        mangle(file.getKey(), file.getValue(), random);
      }
    }
  }

  private static void mangle(Path file, long forced, Random random) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long loose = channel.size() - forced;
      if (loose <= 0) {
        return;
      }
      int kept = random.nextInt((int) loose + 1);
      channel.truncate(forced + kept);
      for (int at = 0; at < kept; at += SECTOR_BYTES) {
        if (random.nextInt(3) == 0) {
          int hole = Math.min(SECTOR_BYTES, kept - at);
          channel.write(ByteBuffer.allocate(hole), forced + at);
        }
      }
    }
  }

  /** Files from before are not counted, so more can be released than was used. */
  private void release(long bytes) {
    used = Math.max(0, used - bytes);
  }

  private void operation() throws IOException {
    if (broken || operationsLeft <= 0) {
      throw new IOException("Input/output error");
    }
    operationsLeft--;
  }

  private final class FaultyFile implements LogFile {
    private final Path path;
    private final LogFile real;

    FaultyFile(Path path, LogFile real) {
      this.path = path;
      this.real = real;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      synchronized (FaultyDisk.this) {
        operation();
        if (operationsLeft == 0) {
          bytes.limit(bytes.position() + bytes.remaining() / 2);
        }
        long fits = Math.max(0, Math.min(capacity - used, bytes.remaining()));
        boolean full = fits < bytes.remaining();
        real.append(bytes.slice(bytes.position(), (int) fits));
        used += fits;
        if (full) {
          throw new IOException("No space left on device");
        }
        if (operationsLeft == 0) {
          throw new IOException("power lost");
        }
      }
    }

    @Override
    public void force() throws IOException {
      long until = System.nanoTime() + forceNanos;
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      synchronized (FaultyDisk.this) {
        operation();
        if (forcesFail) {
          throw new IOException("Input/output error");
        }
        forcedSizes.put(path, real.size());
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (FaultyDisk.this) {
        operation();
        release(real.size() - size);
        real.truncate(size);
        forcedSizes.merge(path, size, Math::min);
      }
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
