package dev.mcpcentral.hub.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.audit.FileAuditLog.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoveryTest {
  private static final int RECORDS = 6;

  @TempDir Path home;

  @Test
  void tailTornAtAnyByteOfTheLastRecordIsCutOff() throws Exception {
    Path segment = written();
    byte[] whole = Files.readAllBytes(segment);
    int last = lastRecordOffset(segment);
    for (int size = last; size < whole.length; size++) {
      Files.write(segment, Arrays.copyOf(whole, size));
      String noted = "\"tornBytes\":" + (size - last) + ",";
      TestLogs.durable(directory(), new FaultyDisk()).close();
      AuditVerification.Report report = AuditVerification.verify(directory());
      assertThat(report.problem()).as("cut at byte %d", size).isEmpty();
      assertThat(report.pending()).isZero();
      assertThat(TestLogs.read(directory()))
          .as("cut at byte %d", size)
          .anyMatch(record -> record.json().contains(noted));
    }
  }

  @Test
  void anyFlippedByteBeforeTheLastRecordIsRefusedAndNamed() throws Exception {
    Path segment = written();
    byte[] whole = Files.readAllBytes(segment);
    int last = lastRecordOffset(segment);
    for (int at = 0; at < last; at += 23) {
      flip(segment, whole, at);
      assertThatThrownBy(() -> TestLogs.durable(directory(), new FaultyDisk()))
          .as("byte %d", at)
          .isInstanceOf(CorruptAuditLogException.class)
          .hasMessageContaining(segment.toString())
          .hasMessageContaining("at byte ");
      assertThat(Files.size(segment)).isEqualTo(whole.length);
    }
  }

  @Test
  void anyFlippedByteIsFoundByVerification() throws Exception {
    Path segment = written();
    byte[] whole = Files.readAllBytes(segment);
    int last = lastRecordOffset(segment);
    for (int at = 0; at < last; at += 23) {
      flip(segment, whole, at);
      AuditVerification.Report report = AuditVerification.verify(directory());
      assertThat(report.intact()).as("byte %d", at).isFalse();
      assertThat(report.problem().orElseThrow().offset()).isLessThanOrEqualTo(at);
    }
  }

  @Test
  void forgedRecordWithAGoodChecksumBreaksTheChain() throws Exception {
    Path segment = written();
    byte[] bytes = Files.readAllBytes(segment);
    String text = new String(bytes, ISO_8859_1);
    int tool = text.indexOf("read_text_file\",\"digest");
    int at = recordContaining(segment, tool);
    bytes[tool] = 'R';
    int end = at + Frame.BODY + ByteBuffer.wrap(bytes).getInt(at);
    int crc = Chain.crc(new CRC32C(), bytes, at, end);
    ByteBuffer.wrap(bytes).putInt(at + Frame.CRC, crc);
    Files.write(segment, bytes);

    AuditVerification.Problem problem =
        AuditVerification.verify(directory()).problem().orElseThrow();
    assertThat(problem.file()).isEqualTo(segment);
    assertThat(problem.offset()).isEqualTo(end);
    assertThat(problem.what()).contains("hash of the record before");
  }

  @Test
  void missingSegmentIsFound() throws Exception {
    try (FileAuditLog log =
        TestLogs.open(
            directory(), Durability.DURABLE, new FaultyDisk(), TestLogs.segmentsOf(1_000))) {
      for (int i = 0; i < 10; i++) {
        log.outcome(Samples.outcome(log.intent(Samples.intent())));
      }
    }
    Files.delete(SegmentName.list(directory()).get(2));
    assertThat(AuditVerification.verify(directory()).problem().orElseThrow().what())
        .contains("are missing");
  }

  @Test
  void segmentThatWasNeverBegunProperlyIsRemoved() throws Exception {
    Path segment = written();
    long next = TestLogs.read(directory()).getLast().seq() + 1;
    for (byte[] rest : List.of(new byte[0], new byte[600], "garbage".getBytes(ISO_8859_1))) {
      Path begun = Files.write(SegmentName.of(directory(), next), rest);
      TestLogs.durable(directory(), new FaultyDisk()).close();
      assertThat(begun).doesNotExist();
      assertThat(AuditVerification.verify(directory()).problem()).isEmpty();
      next = TestLogs.read(directory()).getLast().seq() + 1;
    }
    assertThat(SegmentName.list(directory())).containsExactly(segment);
  }

  private Path written() throws IOException {
    try (FileAuditLog log = TestLogs.durable(directory(), new FaultyDisk())) {
      for (int i = 0; i < RECORDS; i++) {
        log.outcome(Samples.outcome(log.intent(Samples.intent())));
      }
    }
    return SegmentName.list(directory()).getLast();
  }

  private static int lastRecordOffset(Path segment) throws IOException {
    return recordContaining(segment, (int) Files.size(segment) - 1);
  }

  private static int recordContaining(Path segment, int at) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment)) {
      long start = 0;
      while (reader.next() instanceof Frame && reader.offset() <= at) {
        start = reader.offset();
      }
      return (int) start;
    }
  }

  private static void flip(Path segment, byte[] whole, int at) throws IOException {
    byte[] flipped = whole.clone();
    flipped[at] ^= 0x10;
    Files.write(segment, flipped);
  }

  private Path directory() {
    return home.resolve("audit");
  }
}
