package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.EngineException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image archive as a hub sends it. It gives names to images, and an engine that takes it moves
 * them, whoever's they were: so it is written anew on its way, with what was understood of it and
 * nothing else, and no engine can read it in another way.
 */
final class ReceivedArchive {
  private static final int MAX_MANIFEST_BYTES = 1 << 20;
  private static final int MAX_ENTRIES = 10_000;
  private static final String MANIFEST = "manifest.json";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");

  private Optional<JsonNode> manifest = Optional.empty();

  private ReceivedArchive() {}

  /**
   * Writes {@code bytes} that come as an archive of plain files to {@code target}.
   *
   * @throws EngineException when it is none, or names anything else than {@code mcp-central/…}
   */
  static void copy(InputStream in, long bytes, Path target) throws IOException {
    InputStream bounded = new FirstBytes(in, bytes);
    ReceivedArchive archive = new ReceivedArchive();
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
        TarArchiveOutputStream out = new TarArchiveOutputStream(file)) {
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      archive.copy(new TarArchiveInputStream(bounded), out);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new EngineException("the image archive cannot be read: " + e.getMessage());
    } finally {
      bounded.transferTo(OutputStream.nullOutputStream());
    }
    archive.checkNames();
  }

  private void copy(TarArchiveInputStream in, TarArchiveOutputStream out) throws IOException {
    int entries = 0;
    for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      if (++entries > MAX_ENTRIES) {
        throw refused("it has more than " + MAX_ENTRIES + " files");
      }
      if (!entry.isDirectory()) {
        copy(entry, in, out);
      }
    }
  }

  private void copy(TarArchiveEntry entry, TarArchiveInputStream in, TarArchiveOutputStream out)
      throws IOException {
    String name = entry.getName();
    boolean plain = entry.isFile() && !entry.isLink() && !entry.isSymbolicLink();
    if (!plain || !PLAIN.matcher(name).matches() || name.contains("..")) {
      throw refused("it has an entry that is no plain file");
    }
    TarArchiveEntry fresh = new TarArchiveEntry(name);
    if (name.equals(MANIFEST)) {
      byte[] bytes = manifest(entry, in);
      fresh.setSize(bytes.length);
      out.putArchiveEntry(fresh);
      out.write(bytes);
    } else if (name.equals("repositories") || name.equals("index.json")) {
      // Other ways to name images, which the manifest makes superfluous.
      return;
    } else {
      fresh.setSize(entry.getSize());
      out.putArchiveEntry(fresh);
      in.transferTo(out);
    }
    out.closeArchiveEntry();
  }

  private byte[] manifest(TarArchiveEntry entry, TarArchiveInputStream in) throws IOException {
    if (manifest.isPresent() || entry.getSize() > MAX_MANIFEST_BYTES) {
      throw refused("it has two of " + MANIFEST + ", or one of more than 1 MiB");
    }
    JsonNode read = JsonMapper.shared().readTree(in.readNBytes(MAX_MANIFEST_BYTES));
    manifest = Optional.of(read);
    return JsonMapper.shared().writeValueAsBytes(read);
  }

  private void checkNames() {
    JsonNode images =
        manifest
            .filter(found -> found.isArray() && !found.isEmpty())
            .orElseThrow(() -> refused("it has no " + MANIFEST + " with images"));
    for (JsonNode image : images) {
      for (JsonNode name : image.path("RepoTags")) {
        Guard.checkName(name.asString(""));
      }
    }
  }

  private static EngineException refused(String why) {
    return new EngineException("the image archive is refused: " + why);
  }
}
