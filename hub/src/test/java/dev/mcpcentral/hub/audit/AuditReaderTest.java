package dev.mcpcentral.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.audit.FileAuditLog.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditReaderTest {
  @TempDir Path home;

  @Test
  void lastRecordsComeFromSeveralSegments() throws Exception {
    pairsAndClose();
    long last = TestLogs.read(home).getLast().seq();
    assertThat(SegmentName.firstSeq(SegmentName.list(home).getLast())).isGreaterThan(last - 14);
    try (AuditReader reader = AuditReader.last(home, 15)) {
      for (long seq = last - 14; seq <= last; seq++) {
        assertThat(reader.next().orElseThrow().seq()).isEqualTo(seq);
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void followerSeesNewRecordsAcrossSegments() throws Exception {
    try (FileAuditLog log = small();
        AuditReader reader = AuditReader.last(home, 0)) {
      assertThat(reader.next(Duration.ofMillis(1))).isEmpty();
      long last = pairs(log, 20);
      long seen = 0;
      while (seen < last) {
        AuditRecord record = reader.next(Duration.ofSeconds(1)).orElseThrow();
        assertThat(seen == 0 || record.seq() == seen + 1).isTrue();
        seen = record.seq();
      }
    }
  }

  @Test
  void followerWaitsForABatchThatIsBeingWritten() throws Exception {
    pairsAndClose();
    Path segment = SegmentName.list(home).getLast();
    byte[] whole = Files.readAllBytes(segment);
    try (AuditReader reader = AuditReader.last(home, 1)) {
      long seq = reader.next().orElseThrow().seq();
      byte[] next = frame(seq + 1, whole);
      Files.write(segment, Arrays.copyOf(next, 30), StandardOpenOption.APPEND);
      assertThat(reader.next()).isEmpty();
      assertThat(AuditVerification.verify(home).tornBytes()).isEqualTo(30);
      byte[] rest = Arrays.copyOfRange(next, 30, next.length);
      Files.write(segment, rest, StandardOpenOption.APPEND);
      assertThat(reader.next().orElseThrow().seq()).isEqualTo(seq + 1);
    }
  }

  @Test
  void recordCarriesItsTime() throws Exception {
    try (FileAuditLog log = small()) {
      log.intent(Samples.intent("{\"time\":\"no time\"}"));
      assertThat(TestLogs.read(home).getLast().time())
          .isEqualTo(Instant.parse("2026-11-22T10:15:30.123456Z"));
    }
  }

  @Test
  void emptyDirectoryHasNoRecordsYet() throws Exception {
    try (AuditReader reader = AuditReader.last(home, 10)) {
      assertThat(reader.next()).isEmpty();
      small().close();
      assertThat(reader.next().orElseThrow().seq()).isEqualTo(1);
    }
  }

  private static byte[] frame(long seq, byte[] before) {
    JsonBody body = Bodies.close(Instant.EPOCH);
    byte[] bytes = new byte[Frame.BODY + body.length()];
    body.copyTo(bytes, Frame.BODY);
    new Chain(Arrays.copyOf(before, Frame.HASH_BYTES)).seal(bytes, 0, body.length(), seq, 0);
    return bytes;
  }

  private void pairsAndClose() {
    try (FileAuditLog log = small()) {
      pairs(log, 20);
    }
  }

  /** Returns the last sequence number. */
  private static long pairs(AuditLog log, int count) {
    long intent = 0;
    for (int i = 0; i < count; i++) {
      intent = log.intent(Samples.intent());
      log.outcome(Samples.outcome(intent));
    }
    return intent + 1;
  }

  private FileAuditLog small() {
    return TestLogs.open(home, Durability.DURABLE, new FaultyDisk(), TestLogs.segmentsOf(2_000));
  }
}
