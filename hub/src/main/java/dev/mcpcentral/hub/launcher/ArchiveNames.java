package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.EngineException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The names that an image archive would give to its images: an engine that takes the archive moves
 * them, whoever's they were.
 */
final class ArchiveNames {
  private static final int MAX_MANIFEST_BYTES = 1 << 20;
  private static final int MAX_ENTRIES = 10_000;
  private static final String MANIFEST = "manifest.json";

  private ArchiveNames() {}

  /**
   * Refuses an archive that names anything else than {@code mcp-central/…}, or that an engine could
   * read in another way than this does.
   */
  static void check(Path archive) {
    JsonNode manifest;
    try {
      manifest = manifest(archive);
    } catch (IOException | JacksonException e) {
      throw new EngineException("the image archive cannot be read: " + e.getMessage());
    }
    if (!manifest.isArray() || manifest.isEmpty()) {
      throw new EngineException("the image archive has no " + MANIFEST);
    }
    for (JsonNode image : manifest) {
      for (JsonNode name : image.path("RepoTags")) {
        Guard.checkName(name.asString(""));
      }
    }
  }

  private static JsonNode manifest(Path archive) throws IOException {
    JsonNode found = JsonMapper.shared().createArrayNode();
    boolean seen = false;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
      int entries = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().replaceFirst("^(\\./+)+", "");
        // An engine without a manifest reads this one, which gives names as well.
        boolean other = name.equals("repositories") || name.equals("index.json");
        if (other || (seen && name.equals(MANIFEST)) || ++entries > MAX_ENTRIES) {
          throw new IOException("it has more than the images that its " + MANIFEST + " lists");
        }
        if (name.equals(MANIFEST)) {
          seen = true;
          found = read(entry, tar);
        }
      }
    }
    return found;
  }

  private static JsonNode read(TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    if (!entry.isFile() || entry.getSize() > MAX_MANIFEST_BYTES) {
      throw new IOException("its " + MANIFEST + " is no file of 1 MiB at most");
    }
    return JsonMapper.shared().readTree(tar.readNBytes(MAX_MANIFEST_BYTES));
  }
}
