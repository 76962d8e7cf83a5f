package dev.mcpcentral.cli.doctor;

import dev.mcpcentral.hub.audit.AuditVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The audit log. */
final class Records {
  private static final String AUDIT = "audit";

  /** Verifying more takes longer than somebody wants to wait for a doctor. */
  private static final long LIMIT_BYTES = 512L << 20;

  private Records() {}

  static void audit(Patient patient, Consumer<Finding> found) {
    Path folder = patient.home().resolve("audit");
    if (!Files.isDirectory(folder)) {
      found.accept(Finding.ok(AUDIT, "nothing was recorded yet"));
      return;
    }
    try {
      found.accept(
          bytes(folder) > LIMIT_BYTES
              ? Finding.ok(AUDIT, folder + " is large and was not verified here: audit verify does")
              : verified(AuditVerification.verify(folder)));
    } catch (IOException e) {
      found.accept(
          Finding.fail(
              AUDIT,
              folder + " cannot be read: " + e.getMessage(),
              "correct its owner: the hub refuses every call that it cannot record"));
    }
  }

  private static Finding verified(AuditVerification.Report report) {
    return report
        .problem()
        .map(problem ->
            Finding.fail(
                AUDIT,
                "%s, byte %d: %s".formatted(problem.file(), problem.offset(), problem.what()),
                "keep a copy of the folder, then see mcp-central audit verify"))
        .orElseGet(() -> Finding.ok(AUDIT, report.records() + " records form one intact chain"));
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
