package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A folder with one runnable jar, and whatever its class path names beside it. */
record JarProject() implements Project {
  /** Small and quick to start; the container's memory limit is the JVM's measure. */
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=75", "-jar");

  /** The runnable jars of this folder, by name. */
  static List<Path> runnable(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(Files::isRegularFile)
          .filter(JarProject::hasMain)
          .sorted()
          .toList();
    }
  }

  private static boolean hasMain(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      return manifest != null
          && manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) != null;
    } catch (IOException e) {
      throw new ImageException(file + " is no jar: " + e.getMessage(), e);
    }
  }

  @Override
  public Program install(Path folder, Fetcher.Order order) throws IOException {
    List<Path> jars = runnable(folder);
    if (jars.size() != 1) {
      throw new ImageException(
          folder + " has several runnable jars: leave one, or add a Dockerfile");
    }
    ProjectFolder.copy(folder, order.app());
    String entry = jars.getFirst().getFileName().toString();
    return new Program(order.version(), Language.JVM, OPTIONS, entry, List.of());
  }
}
