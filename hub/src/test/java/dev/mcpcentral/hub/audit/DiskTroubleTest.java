package dev.mcpcentral.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.audit.FileAuditLog.Durability;
import dev.mcpcentral.hub.store.Disk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskTroubleTest {
  @TempDir Path home;

  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void brokenDiskRefusesAtOnceAndComesBackByItself() throws Exception {
    try (FileAuditLog log = TestLogs.durable(home, disk)) {
      long running = log.intent(Samples.intent());
      disk.broken = true;
      assertRefusedWithin(Duration.ofMillis(500), log);
      assertThatThrownBy(() -> log.outcome(Samples.outcome(running)))
          .isInstanceOf(AuditUnavailableException.class)
          .hasMessageContaining("Input/output error");
      assertThat(log.available()).isFalse();
      disk.broken = false;
      awaitAvailable(log);
      log.outcome(Samples.outcome(log.intent(Samples.intent())));

      List<AuditRecord> records = TestLogs.read(home);
      assertThat(TestLogs.status(records, running)).contains("unknown-unrecorded");
      assertThat(records).anyMatch(record -> record.json().contains("\"type\":\"resume\""));
    }
    assertWhole();
  }

  @Test
  void failedForceIsNeverTakenForSuccess() throws Exception {
    try (FileAuditLog log = TestLogs.durable(home, disk)) {
      disk.forcesFail = true;
      assertRefusedWithin(Duration.ofMillis(500), log);
      disk.forcesFail = false;
      awaitAvailable(log);
    }
    assertWhole();
    assertThat(TestLogs.read(home))
        .as("the intent whose caller was refused")
        .anyMatch(record -> record.json().contains("\"status\":\"refused-unrecorded\""));
  }

  @Test
  void fullDiskLetsRunningCallsEndOnTheReserve() throws Exception {
    try (FileAuditLog log = TestLogs.durable(home, disk)) {
      long running = log.intent(Samples.intent());
      disk.fill();
      log.outcome(Samples.outcome(running));
      assertThat(log.available()).isFalse();
      assertRefusedWithin(Duration.ofMillis(500), log);
      disk.makeRoom();
      awaitAvailable(log);
      log.outcome(Samples.outcome(log.intent(Samples.intent())));
      assertThat(TestLogs.status(TestLogs.read(home), running)).contains("ok");
    }
    assertWhole();
  }

  @Test
  void stalledDiskHoldsUpWhoeverWritesAndRefusesTheOthersWithinASecondAndThenAtOnce()
      throws Exception {
    try (FileAuditLog log = TestLogs.durable(home, disk)) {
      disk.forceNanos = Duration.ofMillis(2_500).toNanos();
      CompletableFuture<Long> writing = new CompletableFuture<>();
      Thread.sleep(50); // the committer is idle by now, so the first caller writes
      Thread.startVirtualThread(() -> writing.complete(log.intent(Samples.intent())));
      Thread.sleep(50);
      assertRefusedWithin(Duration.ofMillis(1_300), log);
      assertThat(log.available()).isFalse();
      assertRefusedWithin(Duration.ofMillis(100), log);
      disk.forceNanos = 0;
      log.outcome(Samples.outcome(writing.get(5, TimeUnit.SECONDS)));
      awaitAvailable(log);
      log.outcome(Samples.outcome(log.intent(Samples.intent())));
    }
    assertWhole();
    assertThat(TestLogs.read(home))
        .anyMatch(record -> record.json().contains("\"status\":\"refused-unrecorded\""));
  }

  @Test
  void interruptedCallerWritesAllTheSame() throws Exception {
    try (FileAuditLog log = TestLogs.durable(home, Disk.local())) {
      Thread.sleep(50);
      Thread.currentThread().interrupt();
      long intent = log.intent(Samples.intent());
      assertThat(Thread.interrupted()).isTrue();
      log.outcome(Samples.outcome(intent));
      assertThat(TestLogs.read(home).getLast().json()).contains("\"status\":\"ok\"");
    }
  }

  @Test
  void asyncRecordsAreOnDiskWithin200Millis() throws Exception {
    try (FileAuditLog log = TestLogs.open(home, Durability.ASYNC, disk, Tuning.DEFAULT)) {
      for (int i = 0; i < 5; i++) {
        long intent = log.intent(Samples.intent());
        Thread.sleep(200);
        assertThat(TestLogs.read(home).getLast().seq()).isEqualTo(intent);
      }
    }
  }

  @Test
  void asyncQueueIsBoundedAndKeepsWhatItAccepted() throws Exception {
    Tuning small =
        new Tuning(
            64 << 20, 20_000, Duration.ofSeconds(1), Duration.ofMillis(20), Duration.ofMillis(10));
    int accepted = 0;
    try (FileAuditLog log = TestLogs.open(home, Durability.ASYNC, disk, small)) {
      disk.forceNanos = Duration.ofMillis(1_500).toNanos();
      long start = System.nanoTime();
      try {
        while (accepted < 1_000) {
          log.intent(Samples.intent());
          accepted++;
        }
      } catch (AuditUnavailableException full) {
        assertThat(full).hasMessageContaining("refused until it can be written");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_400));
      assertThat(accepted).isBetween(20, 100);
      disk.forceNanos = 0;
    }
    assertThat(AuditVerification.verify(home).intents()).isEqualTo(accepted);
  }

  private static void assertRefusedWithin(Duration limit, AuditLog log) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> log.intent(Samples.intent()))
        .isInstanceOf(AuditUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
  }

  private static void awaitAvailable(AuditLog log) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!log.available() && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(log.available()).isTrue();
  }

  private void assertWhole() throws Exception {
    AuditVerification.Report report = AuditVerification.verify(home);
    assertThat(report.problem()).isEmpty();
    assertThat(report.pending()).isZero();
  }
}
