package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The lock of one server, from the repository of the operator.
 *
 * @param folder with {@code lock.json} and the ecosystem's own lock files
 */
record CommittedLock(Path folder, Content content) {
  static final String RECORD = "lock.json";

  /**
   * What is in {@code lock.json}.
   *
   * @param source with its version; {@code dir@…} for a folder, wherever it is
   * @param architecture that the closure was resolved for
   * @param base for people: what the image stood on
   * @param layers diff ids that came out, lowest first
   */
  record Content(
      String source, String version, String architecture, String base, List<String> layers) {
    Content {
      layers = List.copyOf(layers);
    }
  }

  static CommittedLock read(Path folder) {
    return new CommittedLock(folder, Json.read(folder.resolve(RECORD), Content.class));
  }

  /** What makes a lock one for this source, on every machine. */
  static String key(Prepared prepared) {
    return prepared.pinnedSource().startsWith("dir:")
        ? key("dir", "", prepared.version())
        : prepared.pinnedSource();
  }

  static String key(String ecosystem, String name, String version) {
    return ecosystem.equals("dir") ? "dir@" + version : ecosystem + ":" + name + "@" + version;
  }

  /** The version that it holds of this package; empty when it is another package's. */
  Optional<String> version(String ecosystem, String name) {
    return content.source().equals(key(ecosystem, name, content.version()))
        ? Optional.of(Names.version(content.version()))
        : Optional.empty();
  }

  boolean isFor(String key, Target target) {
    return content.source().equals(key) && content.architecture().equals(target.architecture());
  }

  /** Whether a closure that was fetched before is this one. */
  boolean isIn(Path lock) throws IOException {
    for (Path file : files()) {
      Path other = lock.resolve(file.getFileName().toString());
      if (!Files.exists(other)
          || !Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(other))) {
        return false;
      }
    }
    return true;
  }

  void copyTo(Path lock) throws IOException {
    for (Path file : files()) {
      Files.copy(
          file, lock.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals(RECORD))
          .sorted()
          .toList();
    }
  }
}
