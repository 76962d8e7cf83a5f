package dev.mcpcentral.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.audit.FileAuditLog.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The power goes at any operation; unforced bytes are dropped, torn, or holed by sectors. */
final class PowerLossTest {
  static final List<Integer> SEEDS = IntStream.range(0, 100).boxed().toList();

  private static final int CALLERS = 8;

  @TempDir Path home;

  @ParameterizedTest
  @FieldSource("SEEDS")
  void noAcknowledgedRecordIsLost(int seed) throws Exception {
    Random random = new Random(seed);
    FaultyDisk disk = new FaultyDisk();
    Queue<Long> begun = new ConcurrentLinkedQueue<>();
    Queue<Long> ended = new ConcurrentLinkedQueue<>();
    try (FileAuditLog log =
        TestLogs.open(home, Durability.DURABLE, disk, TestLogs.segmentsOf(3_000))) {
      disk.losePowerAfter(1 + random.nextInt(60));
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CALLERS; i++) {
          callers.execute(() -> callUntilRefused(log, begun, ended));
        }
      }
    }
    disk.losePower(random);

    TestLogs.durable(home, new FaultyDisk()).close();
    AuditVerification.Report report = AuditVerification.verify(home);
    assertThat(report.problem()).as("seed %d", seed).isEmpty();
    assertThat(report.pending()).as("seed %d", seed).isZero();
    List<AuditRecord> records = TestLogs.read(home);
    for (long intent : begun) {
      String expected = ended.contains(intent) ? "ok" : "(ok|unknown-crash|unknown-unrecorded)";
      assertThat(TestLogs.status(records, intent).orElse("no outcome"))
          .as("seed %d, intent %d", seed, intent)
          .matches(expected);
    }
  }

  private static void callUntilRefused(AuditLog log, Queue<Long> begun, Queue<Long> ended) {
    try {
      while (true) {
        long intent = log.intent(Samples.intent());
        begun.add(intent);
        log.outcome(Samples.outcome(intent));
        ended.add(intent);
      }
    } catch (AuditUnavailableException powerLost) {
      // what was acknowledged until now must survive
    }
  }
}
