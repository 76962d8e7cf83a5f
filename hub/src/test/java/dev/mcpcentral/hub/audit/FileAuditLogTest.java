package dev.mcpcentral.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.audit.FileAuditLog.Durability;
import dev.mcpcentral.hub.store.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileAuditLogTest {
  @TempDir Path home;

  @Test
  void recordsAreChainedAndPaired() throws Exception {
    try (FileAuditLog log = TestLogs.durable(directory(), Disk.local())) {
      for (int i = 0; i < 20; i++) {
        log.outcome(Samples.outcome(log.intent(Samples.intent())));
      }
      assertThat(log.available()).isTrue();
    }
    AuditVerification.Report report = AuditVerification.verify(directory());
    assertThat(report.problem()).isEmpty();
    assertThat(report.intents()).isEqualTo(20);
    assertThat(report.outcomes()).isEqualTo(20);
    assertThat(report.pending()).isZero();
    assertThat(report.records()).isEqualTo(43).isEqualTo(report.lastSeq());
  }

  @Test
  void durableRecordIsOnDiskWhenTheCallReturns() throws Exception {
    try (FileAuditLog log = TestLogs.durable(directory(), Disk.local())) {
      long intent = log.intent(Samples.intent("files__read"));
      assertThat(TestLogs.read(directory()).getLast())
          .satisfies(record -> assertThat(record.seq()).isEqualTo(intent))
          .satisfies(record -> assertThat(record.json()).contains("\"target\":\"files__read\""));
    }
  }

  @Test
  void onlyTheOwnerMayRead() throws Exception {
    TestLogs.durable(directory(), Disk.local()).close();
    Path segment = SegmentName.list(directory()).getFirst();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
        .isEqualTo("rwx------");
  }

  @Test
  void chainContinuesAcrossSegmentsAndRestarts() throws Exception {
    long open = 0;
    for (int restart = 0; restart < 3; restart++) {
      try (FileAuditLog log = small(TestLogs.segmentsOf(4_000))) {
        open = log.intent(Samples.intent());
        for (int i = 0; i < 30; i++) {
          log.outcome(Samples.outcome(log.intent(Samples.intent())));
        }
        log.outcome(Samples.outcome(open));
      }
    }
    AuditVerification.Report report = AuditVerification.verify(directory());
    assertThat(report.problem()).isEmpty();
    assertThat(report.segments()).isGreaterThan(10);
    assertThat(report.intents()).isEqualTo(93);
    assertThat(report.pending()).isZero();
  }

  @Test
  void killedCallsGetAnUnknownOutcomeEvenFromAnEarlierSegment() throws Exception {
    Path copy;
    long running;
    try (FileAuditLog log = small(TestLogs.segmentsOf(2_000))) {
      running = log.intent(Samples.intent());
      for (int i = 0; i < 20; i++) {
        log.outcome(Samples.outcome(log.intent(Samples.intent())));
      }
      copy = TestLogs.copy(directory(), home.resolve("killed"));
      assertThat(AuditVerification.verify(copy).pending()).isEqualTo(1);
    }
    TestLogs.durable(copy, new FaultyDisk()).close();
    assertThat(TestLogs.status(TestLogs.read(copy), running)).contains("unknown-crash");
    AuditVerification.Report report = AuditVerification.verify(copy);
    assertThat(report.problem()).isEmpty();
    assertThat(report.pending()).isZero();
  }

  @Test
  void outcomeNeedsAnOpenIntent() {
    try (FileAuditLog log = TestLogs.durable(directory(), new FaultyDisk())) {
      long intent = log.intent(Samples.intent());
      log.outcome(Samples.outcome(intent));
      assertThatThrownBy(() -> log.outcome(Samples.outcome(intent)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no intent " + intent);
    }
  }

  @Test
  void closedLogRefuses() {
    FileAuditLog log = TestLogs.durable(directory(), new FaultyDisk());
    log.close();
    assertThat(log.available()).isFalse();
    assertThatThrownBy(() -> log.intent(Samples.intent()))
        .isInstanceOf(AuditUnavailableException.class);
  }

  @Test
  void manyVirtualThreadsGetAllTheirPairsInOrder() throws Exception {
    for (Durability durability : Durability.values()) {
      Path directory = home.resolve(durability.name());
      ConcurrentLinkedQueue<Long> intents = new ConcurrentLinkedQueue<>();
      try (FileAuditLog log =
              TestLogs.open(directory, durability, Disk.local(), TestLogs.segmentsOf(1 << 20));
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int thread = 0; thread < 256; thread++) {
          threads.execute(() -> pairs(log, intents));
        }
      }
      AuditVerification.Report report = AuditVerification.verify(directory);
      assertThat(report.problem()).isEmpty();
      assertThat(report.segments()).isGreaterThan(1);
      assertThat(intents).hasSize(256 * 20).doesNotHaveDuplicates();
      assertThat(report.outcomes()).isEqualTo(256 * 20).isEqualTo(report.intents());
      assertThat(report.pending()).isZero();
    }
  }

  @Test
  void interruptedCallerStillLearnsThatItsRecordIsDurable() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (FileAuditLog log = TestLogs.durable(directory(), disk)) {
      disk.forceNanos = 50_000_000;
      Thread.currentThread().interrupt();
      long intent = log.intent(Samples.intent());
      assertThat(Thread.interrupted()).isTrue();
      List<AuditRecord> records = TestLogs.read(directory());
      assertThat(records.getLast().seq()).isEqualTo(intent);
    }
  }

  private static void pairs(AuditLog log, ConcurrentLinkedQueue<Long> intents) {
    long previous = 0;
    for (int i = 0; i < 20; i++) {
      long intent = log.intent(Samples.intent());
      assertThat(intent).isGreaterThan(previous);
      intents.add(intent);
      log.outcome(Samples.outcome(intent));
      previous = intent;
    }
  }

  private FileAuditLog small(Tuning tuning) {
    return TestLogs.open(directory(), Durability.DURABLE, new FaultyDisk(), tuning);
  }

  private Path directory() {
    return home.resolve("audit");
  }
}
