package dev.mcpcentral.hub.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcpcentral.hub.image.Materials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Layers made for tests, entry by entry. */
public final class TestLayer implements AutoCloseable {
  private final TarArchiveOutputStream tar;

  public TestLayer(Path file) throws IOException {
    this.tar = new TarArchiveOutputStream(Files.newOutputStream(file), UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  public static Path of(Path file, Map<String, String> contents) throws IOException {
    try (var layer = new TestLayer(file)) {
      for (var one : contents.entrySet()) {
        layer.put(one.getKey(), 0644, one.getValue().getBytes(UTF_8));
      }
    }
    return file;
  }

  public TestLayer put(String name, int mode, byte[] content) throws IOException {
    var entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
    return this;
  }

  /** A file with file capabilities. */
  public TestLayer putCapable(String name) throws IOException {
    var entry = new TarArchiveEntry(name, true);
    entry.addPaxHeader("SCHILY.xattr.security.capability", "x");
    entry.setMode(0755);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
    return this;
  }

  /** The file as a layer of an image. */
  public static Materials.Layer layer(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return new Materials.Layer("sha256:" + HexFormat.of().formatHex(digest), file);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
