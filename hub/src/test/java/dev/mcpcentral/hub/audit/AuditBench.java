package dev.mcpcentral.hub.audit;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.mcpcentral.hub.audit.FileAuditLog.Durability;
import dev.mcpcentral.hub.store.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Measures the log against a bare append-and-fdatasync loop, in turns, so that both see the same
 * disk. Arguments: a directory on the disk in question, and the number of rounds.
 */
final class AuditBench {
  private static final int RECORD_BYTES = 600;
  private static final int SINGLE_CALLS = 1_500;
  private static final long THINK_NANOS = 200_000;

  private static final LongAdder REFUSALS = new LongAdder();

  private final Path directory;
  private int runs;

  private AuditBench(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] arguments) throws Exception {
    AuditBench bench = new AuditBench(Files.createTempDirectory(Path.of(arguments[0]), "bench"));
    int rounds = Integer.parseInt(arguments[1]);
    for (int round = 0; round < rounds; round++) {
      System.out.println("round " + (round + 1));
      for (long think : new long[] {0, THINK_NANOS}) {
        bench.bare(think);
        bench.log("platform committer", Durability.DURABLE, Thread.ofPlatform(), 1, think);
        bench.log("virtual committer", Durability.DURABLE, Thread.ofVirtual(), 1, think);
      }
      for (int threads : new int[] {64, 256}) {
        bench.log("platform committer", Durability.DURABLE, Thread.ofPlatform(), threads, 0);
        bench.log("virtual committer", Durability.DURABLE, Thread.ofVirtual(), threads, 0);
      }
      for (int threads : new int[] {1, 64, 256}) {
        bench.log("virtual committer", Durability.ASYNC, Thread.ofVirtual(), threads, 0);
      }
    }
    bench.recovery();
  }

  private void bare(long think) throws IOException {
    Path file = directory.resolve("bare" + runs++);
    long[] nanos = new long[2 * SINGLE_CALLS];
    ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      long begin = System.nanoTime();
      for (int i = 0; i < nanos.length; i++) {
        pause(think);
        long start = System.nanoTime();
        channel.write(record.clear());
        channel.force(false);
        nanos[i] = System.nanoTime() - start;
      }
      report("bare append+fdatasync", 1, think, nanos, System.nanoTime() - begin);
    }
    Files.delete(file);
  }

  private void log(
      String name, Durability durability, Thread.Builder committers, int threads, long think)
      throws InterruptedException {
    int calls = calls(durability, threads);
    long[][] nanos = new long[threads][2 * calls];
    CountDownLatch done = new CountDownLatch(threads);
    long begin;
    try (FileAuditLog log = open(durability, committers)) {
      begin = System.nanoTime();
      for (long[] mine : nanos) {
        Thread.ofVirtual()
            .start(() -> {
              calls(log, mine, think);
              done.countDown();
            });
      }
      done.await();
    }
    long elapsed = System.nanoTime() - begin;
    long[] all = Arrays.stream(nanos).flatMapToLong(Arrays::stream).toArray();
    report(durability + ", " + name, threads, think, all, elapsed);
  }

  private static int calls(Durability durability, int threads) {
    if (threads == 1) {
      return durability == Durability.DURABLE ? SINGLE_CALLS : 100_000;
    }
    return 200_000 / threads;
  }

  private static void calls(AuditLog log, long[] nanos, long think) {
    for (int i = 0; i < nanos.length; i += 2) {
      pause(think);
      long start = System.nanoTime();
      long intent = patiently(() -> log.intent(Samples.intent()));
      long between = System.nanoTime();
      nanos[i] = between - start;
      pause(think);
      long again = System.nanoTime();
      patiently(() -> {
        log.outcome(Samples.outcome(intent));
        return intent;
      });
      nanos[i + 1] = System.nanoTime() - again;
    }
  }

  /** Async callers without a pause outrun any disk; a refusal is then the right answer. */
  private static long patiently(LongSupplier append) {
    while (true) {
      try {
        return append.getAsLong();
      } catch (AuditUnavailableException e) {
        REFUSALS.increment();
      }
    }
  }

  private FileAuditLog open(Durability durability, Thread.Builder committers) {
    return FileAuditLog.open(
        directory.resolve("log" + runs++),
        durability,
        InstantSource.system(),
        Disk.local(),
        Tuning.DEFAULT,
        committers);
  }

  /** Opens a full last segment, as after a kill: the longest recovery there is. */
  private void recovery() throws Exception {
    Path full = directory.resolve("full");
    try (FileAuditLog log = FileAuditLog.open(full, Durability.ASYNC, InstantSource.system())) {
      while (Files.size(SegmentName.list(full).getLast()) < 62L << 20) {
        log.outcome(Samples.outcome(log.intent(Samples.intent())));
      }
    }
    long start = System.nanoTime();
    FileAuditLog.open(full, Durability.DURABLE, InstantSource.system()).close();
    System.out.printf(
        "reopening %,d bytes: %.0f ms%n",
        Files.size(SegmentName.list(full).getLast()), millis(start));
    start = System.nanoTime();
    AuditVerification.Report report = AuditVerification.verify(full);
    System.out.printf(
        "verifying %,d records: %.0f ms, intact %s%n",
        report.records(), millis(start), report.intact());
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static void pause(long nanos) {
    if (nanos > 0) {
      LockSupport.parkNanos(nanos);
    }
  }

  private static void report(String name, int threads, long think, long[] nanos, long elapsed) {
    Arrays.sort(nanos);
    System.out.printf(
        "  %-28s %3d threads, %3d us apart: %,9.0f records/s, p50 %7.1f us, p99 %8.1f us, %d refused%n",
        name,
        threads,
        think / 1_000,
        nanos.length * 1e9 / elapsed,
        nanos[nanos.length / 2] / 1e3,
        nanos[(int) (nanos.length * 0.99)] / 1e3,
        REFUSALS.sumThenReset());
  }
}
