package dev.mcpcentral.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The runtime and the disk. */
final class Machine {
  private static final int JAVA = 25;
  private static final long LITTLE_BYTES = 2L << 30;
  private static final long TOO_LITTLE_BYTES = 200L << 20;

  private Machine() {}

  static void java(Patient patient, Consumer<Finding> found) {
    int feature = Runtime.version().feature();
    String message = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
    found.accept(
        feature >= JAVA
            ? Finding.ok("java", message)
            : Finding.fail("java", message, "install a JDK " + JAVA + " and set JAVA_HOME to it"));
  }

  static void disk(Patient patient, Consumer<Finding> found) {
    Path place = existing(patient.home());
    try {
      found.accept(disk(place, Files.getFileStore(place).getUsableSpace()));
    } catch (IOException e) {
      found.accept(
          Finding.warn(
              "disk", "the free space at " + place + " is unknown: " + e.getMessage(), ""));
    }
  }

  private static Finding disk(Path place, long free) {
    String message = "%d MiB free at %s".formatted(free >> 20, place);
    String remedy = "free some space: images need it, and without any the audit log refuses calls";
    if (free < TOO_LITTLE_BYTES) {
      return Finding.fail("disk", message, remedy);
    }
    return free < LITTLE_BYTES
        ? Finding.warn("disk", message, remedy)
        : Finding.ok("disk", message);
  }

  private static Path existing(Path path) {
    Path place = path.toAbsolutePath();
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    return place;
  }
}
