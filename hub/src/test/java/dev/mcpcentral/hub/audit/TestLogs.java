package dev.mcpcentral.hub.audit;

import dev.mcpcentral.hub.audit.FileAuditLog.Durability;
import dev.mcpcentral.hub.store.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens, copies and reads logs for the tests. */
final class TestLogs {
  static final Tuning QUICK =
      new Tuning(
          64 << 20,
          Batch.MAX_BYTES,
          Duration.ofSeconds(1),
          Duration.ofMillis(20),
          Duration.ofMillis(10));

  private TestLogs() {}

  static FileAuditLog durable(Path directory, Disk disk) {
    return open(directory, Durability.DURABLE, disk, QUICK);
  }

  static FileAuditLog open(Path directory, Durability durability, Disk disk, Tuning tuning) {
    return FileAuditLog.open(
        directory, durability, InstantSource.system(), disk, tuning, Thread.ofPlatform().daemon());
  }

  static Tuning segmentsOf(long bytes) {
    return new Tuning(bytes, QUICK.queueBytes(), QUICK.patience(), QUICK.linger(), QUICK.probe());
  }

  /** What a kill at this moment would leave. */
  static Path copy(Path directory, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  static List<AuditRecord> read(Path directory) throws IOException {
    List<AuditRecord> records = new ArrayList<>();
    try (AuditReader reader = AuditReader.last(directory, Long.MAX_VALUE)) {
      for (Optional<AuditRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(next.get());
      }
    }
    return records;
  }

  /** The status recorded for an intent. */
  static Optional<String> status(List<AuditRecord> records, long intent) {
    String outcome = "{\"v\":1,\"type\":\"outcome\",\"intent\":" + intent + ",";
    return records.stream()
        .map(AuditRecord::json)
        .filter(json -> json.startsWith(outcome))
        .map(json -> json.replaceFirst(".*\"status\":\"", "").replaceFirst("\".*", ""))
        .findFirst();
  }
}
