package dev.mcpcentral.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the files of one run live: under {@code bench/target}, because the temporary directory of a
 * machine is often memory, and a durable audit log in memory measures nothing.
 */
final class RunDirectory {
  private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");

  private RunDirectory() {}

  /** A new directory on a disk. */
  static Path create(String name) throws IOException {
    Path parent = Files.createDirectories(root().resolve("bench/target/runs"));
    String type = Files.getFileStore(parent).type();
    if (MEMORY.contains(type)) {
      throw new BenchException(parent + " is on " + type + ": durable figures need a disk");
    }
    return Files.createTempDirectory(parent, name + "-");
  }

  /** Removes what a run that succeeded has written; of a failed run the logs are wanted. */
  static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }

  /** Writes {@code bench/results/NAME.json}. */
  static Path writeResult(String name, Object result) throws IOException {
    Path directory = Files.createDirectories(root().resolve("bench/results"));
    return Files.writeString(directory.resolve(name + ".json"), Json.page(result));
  }

  /** The top of the source tree, which {@code bench/run} passes on; else the current directory. */
  static Path root() {
    return Path.of(System.getProperty("bench.root", "")).toAbsolutePath();
  }

  /** The hub's launcher in this source tree. */
  static String defaultHub() {
    return root().resolve("mcp-central") + " up --config {config}";
  }
}
