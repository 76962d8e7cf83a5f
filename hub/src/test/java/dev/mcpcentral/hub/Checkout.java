package dev.mcpcentral.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that the tests run in. */
final class Checkout {
  private static final List<String> MODULES =
      List.of("protocol", "hub", "cli", "acceptance", "bench");

  private Checkout() {}

  /** The folder that holds {@code mvnw}: tests run in a module's folder, people's in any. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("no folder above the working directory holds mvnw");
      }
      folder = parent;
    }
    return folder;
  }

  /** Every Java file of the product, {@code sourceSet} being {@code main} or {@code test}. */
  static List<Path> javaFiles(String sourceSet) {
    return MODULES.stream()
        .map(module -> root().resolve(module).resolve("src").resolve(sourceSet))
        .filter(Files::isDirectory)
        .flatMap(folder -> files(folder, ".java").stream())
        .toList();
  }

  static List<Path> files(Path folder, String ending) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
