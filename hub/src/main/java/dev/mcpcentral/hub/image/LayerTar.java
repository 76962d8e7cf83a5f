package dev.mcpcentral.hub.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A folder as an image layer. The same files give the same bytes, whoever wrote them and when:
 * sorted names, one fixed time, owner 0, and of the permissions only whether a file is executable.
 */
final class LayerTar {
  private static final int DIRECTORY = 0755;
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;
  private static final int WORLD_WRITABLE = 01777;

  private LayerTar() {}

  /** Writes the layer and returns its diff id, {@code sha256:…}. */
  static String write(Path root, Path file) throws IOException {
    return write(root, file, FileTime.fromMillis(0));
  }

  /** The same with {@code time} as the time of every file. */
  static String write(Path root, Path file, FileTime time) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        var tar = archive(new DigestOutputStream(out, digest))) {
      List<Path> paths = sorted(root);
      Duplicates duplicates = new Duplicates(paths);
      for (Path path : paths) {
        Optional<Path> first = duplicates.first(path);
        if (first.isPresent()) {
          link(tar, root, path, first.get(), time);
        } else {
          add(tar, root, path, time);
        }
      }
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  /** A tar stream with the settings that make it reproducible. */
  static TarArchiveOutputStream archive(OutputStream out) {
    var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<Path> sorted(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(path -> !path.equals(root))
          .sorted(Comparator.comparing(path -> root.relativize(path).toString()))
          .toList();
    }
  }

  private static void add(TarArchiveOutputStream tar, Path root, Path path, FileTime time)
      throws IOException {
    String name = root.relativize(path).toString();
    if (Files.isSymbolicLink(path)) {
      var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(Files.readSymbolicLink(path).toString());
      put(tar, entry, 0777, time);
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      int mode = name.equals("tmp") ? WORLD_WRITABLE : DIRECTORY;
      put(tar, new TarArchiveEntry(name + "/"), mode, time);
    } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(Files.size(path));
      plain(entry, Files.isExecutable(path) ? EXECUTABLE : PLAIN).setModTime(time);
      tar.putArchiveEntry(entry);
      Files.copy(path, tar);
      tar.closeArchiveEntry();
    }
  }

  private static void link(
      TarArchiveOutputStream tar, Path root, Path path, Path first, FileTime time)
      throws IOException {
    var entry = new TarArchiveEntry(root.relativize(path).toString(), TarConstants.LF_LINK);
    entry.setLinkName(root.relativize(first).toString());
    put(tar, entry, Files.isExecutable(path) ? EXECUTABLE : PLAIN, time);
  }

  private static void put(
      TarArchiveOutputStream tar, TarArchiveEntry entry, int mode, FileTime time)
      throws IOException {
    plain(entry, mode).setModTime(time);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** Takes from an entry everything that differs between two machines or two runs. */
  static TarArchiveEntry plain(TarArchiveEntry entry, int mode) {
    entry.setMode(mode);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("", "");
    return entry;
  }
}
