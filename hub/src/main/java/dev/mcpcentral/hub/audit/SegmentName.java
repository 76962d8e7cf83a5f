package dev.mcpcentral.hub.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Segments are named by the sequence number of their first record. */
final class SegmentName {
  private static final String PATTERN = "[0-9]{19}\\.log";

  private SegmentName() {}

  static Path of(Path directory, long firstSeq) {
    return directory.resolve(String.format(Locale.ROOT, "%019d.log", firstSeq));
  }

  static long firstSeq(Path segment) {
    String name = segment.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - ".log".length()));
  }

  /** All segments of a directory, oldest first. */
  static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().matches(PATTERN)).sorted().toList();
    }
  }
}
