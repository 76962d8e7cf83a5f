package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What counts as the content of an operator's project folder. */
final class ProjectFolder {
  /** Made by tools, not by people. */
  private static final Set<String> NOT_CONTENT =
      Set.of("node_modules", ".git", ".venv", "venv", "__pycache__");

  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 512L << 20;

  private ProjectFolder() {}

  /**
   * The first 12 hex digits of a hash over names, permissions and bytes.
   *
   * @throws ImageException with more than 20,000 files or 512 MiB
   */
  static String fingerprint(Path folder) throws IOException {
    List<Path> files = files(folder);
    MessageDigest digest = LayerTar.sha256();
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (Path file : files) {
        String head =
            folder.relativize(file) + "\0" + Files.isExecutable(file) + Files.size(file) + "\0";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        Files.copy(file, out);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 6);
  }

  static void copy(Path folder, Path to) throws IOException {
    Folders.copy(folder, to, NOT_CONTENT);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    var walk =
        new SimpleFileVisitor<Path>() {
          private long bytes;

          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skipped =
                !directory.equals(folder)
                    && NOT_CONTENT.contains(directory.getFileName().toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
              throw new ImageException(
                  folder + " is too large for a server: more than 20,000 files or 512 MiB");
            }
            return FileVisitResult.CONTINUE;
          }
        };
    Files.walkFileTree(folder, walk);
    files.sort(null);
    return files;
  }
}
