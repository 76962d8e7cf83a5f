package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks tar streams that others made. Only plain files below the target are written: no links, no
 * devices, no way out.
 */
final class Untar {
  private static final long MOST_BYTES = 2L << 30;

  private Untar() {}

  /**
   * Writes the files below {@code folder}, without the first element of their names.
   *
   * @throws ImageException when a name leads outside, or with more than 2 GiB
   */
  static void into(Path folder, InputStream stream) throws IOException {
    long bytes = 0;
    var tar = new TarArchiveInputStream(stream, "UTF-8");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      bytes += entry.getSize();
      if (bytes > MOST_BYTES) {
        throw new ImageException("An archive unpacks to more than 2 GiB");
      }
      if (isPlainFile(entry)) {
        write(tar, target(folder, entry), (entry.getMode() & 0100) != 0);
      }
    }
  }

  /** The library's own {@code isFile} counts links among files. */
  static boolean isPlainFile(TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    return (type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM)
        && !entry.isDirectory();
  }

  private static Path target(Path folder, TarArchiveEntry entry) {
    String name = entry.getName();
    Path target = folder.resolve(name.substring(name.indexOf('/') + 1)).normalize();
    if (!target.startsWith(folder) || target.equals(folder)) {
      throw new ImageException("An archive names a file outside of it: " + name);
    }
    return target;
  }

  static void write(InputStream content, Path target, boolean executable) throws IOException {
    Files.createDirectories(target.getParent());
    Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
    if (!target.toFile().setExecutable(executable)) {
      throw new IOException(target + " did not take its permissions");
    }
  }
}
