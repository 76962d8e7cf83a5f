package dev.mcpcentral.hub.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Shows a program that runs as a process: a folder in the place of layers. */
final class FolderReader {
  private static final long MOST_FILES = 2_000_000;
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  private final Showing showing;

  FolderReader(List<Examiner> examiners) {
    this.showing = new Showing(examiners);
  }

  /** Links are not followed. */
  void read(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.limit(MOST_FILES).sorted()::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          show(folder, file);
        }
      }
    } catch (IOException | UncheckedIOException unreadable) {
      throw new ContentException(
          folder + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private void show(Path folder, Path file) throws IOException {
    int mode = Files.isExecutable(file) ? EXECUTABLE : PLAIN;
    String path = folder.relativize(file).toString();
    try (InputStream in = Files.newInputStream(file)) {
      showing.show(new LayerFile(path, 0, mode, Files.size(file), false), in);
    }
  }
}
