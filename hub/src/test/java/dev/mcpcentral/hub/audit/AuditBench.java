package dev.mcpcentral.hub.audit;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.mcpcentral.hub.audit.FileAuditLog.Durability;
import dev.mcpcentral.hub.store.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Measures the log, and with one caller a bare append-and-fdatasync beside it. Arguments: a
 * directory on the disk in question, and the number of rounds.
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
        bench.paired("platform committer", Thread.ofPlatform(), think);
        bench.paired("virtual committer", Thread.ofVirtual(), think);
      }
      for (int threads : new int[] {64, 256}) {
        bench.log("platform committer", Durability.DURABLE, Thread.ofPlatform(), threads);
        bench.log("virtual committer", Durability.DURABLE, Thread.ofVirtual(), threads);
      }
      for (int threads : new int[] {1, 64, 256}) {
        bench.log("platform committer", Durability.ASYNC, Thread.ofPlatform(), threads);
      }
    }
    bench.recovery();
  }

  /** One caller and the bare loop take turns record by record, so that both see the same disk. */
  private void paired(String name, Thread.Builder committers, long think) throws Exception {
    long[] bare = new long[2 * SINGLE_CALLS];
    long[] log = new long[2 * SINGLE_CALLS];
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                takeTurns(bare, log, committers, think);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    caller.join();
    report("bare append+fdatasync", 1, think, bare, Arrays.stream(bare).sum());
    report("DURABLE, " + name, 1, think, log, Arrays.stream(log).sum());
  }

  private void takeTurns(long[] bare, long[] nanos, Thread.Builder committers, long think)
      throws IOException {
    Path file = directory.resolve("bare" + runs++);
    ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
    try (FileAuditLog log = open(Durability.DURABLE, committers);
        FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      long intent = 0;
      for (int i = 0; i < bare.length; i++) {
        pause(think);
        long start = System.nanoTime();
        channel.write(record.clear());
        channel.force(false);
        long turn = System.nanoTime();
        bare[i] = turn - start;
        pause(think);
        turn = System.nanoTime();
        if (i % 2 == 0) {
          intent = log.intent(Samples.intent());
        } else {
          log.outcome(Samples.outcome(intent));
        }
        nanos[i] = System.nanoTime() - turn;
      }
    }
  }

  private void log(String name, Durability durability, Thread.Builder committers, int threads)
      throws InterruptedException {
    int calls = calls(threads);
    long[][] nanos = new long[threads][2 * calls];
    CountDownLatch done = new CountDownLatch(threads);
    long begin;
    try (FileAuditLog log = open(durability, committers)) {
      begin = System.nanoTime();
      for (long[] mine : nanos) {
        Thread.ofVirtual()
            .start(() -> {
              calls(log, mine);
              done.countDown();
            });
      }
      done.await();
    }
    long elapsed = System.nanoTime() - begin;
    long[] all = Arrays.stream(nanos).flatMapToLong(Arrays::stream).toArray();
    report(durability + ", " + name, threads, 0, all, elapsed);
  }

  private static int calls(int threads) {
    return threads == 1 ? 100_000 : 200_000 / threads;
  }

  private static void calls(AuditLog log, long[] nanos) {
    for (int i = 0; i < nanos.length; i += 2) {
      long start = System.nanoTime();
      long intent = patiently(() -> log.intent(Samples.intent()));
      long between = System.nanoTime();
      nanos[i] = between - start;
      try {
        log.outcome(Samples.outcome(intent));
      } catch (AuditUnavailableException e) {
        REFUSALS.increment(); // the log supplies the outcome itself
      }
      nanos[i + 1] = System.nanoTime() - between;
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
