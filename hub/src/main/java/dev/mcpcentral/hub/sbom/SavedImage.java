package dev.mcpcentral.hub.sbom;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.image.Materials;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An image as {@code docker save} writes it: {@code manifest.json} names a configuration and
 * layers. The names in it become keys, never paths of this machine.
 */
final class SavedImage {
  private static final long MOST_BYTES = 16L << 30;
  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_JSON = 16 << 20;

  private final Path folder;
  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  private SavedImage(Path folder) {
    this.folder = folder;
  }

  static ImageContent content(String id, ImageStore store) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("mcp-central-scan-");
      Path archive = folder.resolve("image.tar");
      store.save(id, archive);
      var saved = new SavedImage(folder);
      saved.unpack(archive);
      Files.delete(archive);
      return saved.content();
    } catch (IOException | JacksonException | EngineException failed) {
      if (folder != null) {
        ImageContent.remove(folder);
      }
      throw new ContentException(
          "The image " + id + " cannot be examined: " + failed.getMessage(), failed);
    }
  }

  private void unpack(Path archive) throws IOException {
    long bytes = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        var tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        bytes += Math.max(0, entry.getSize());
        if (bytes > MOST_BYTES || files.size() + links.size() > MOST_ENTRIES) {
          throw new IOException("it has more than 16 GiB, or 10,000 parts");
        }
        String name = LayerReader.clean(entry.getName());
        if (entry.isSymbolicLink() || entry.isLink()) {
          links.put(name, target(name, entry));
        } else if (entry.isFile()) {
          Path file = folder.resolve("part-" + files.size());
          Files.copy(tar, file);
          files.put(name, file);
        }
      }
    }
  }

  /** Old engines write a layer that occurs twice as a link. */
  private static String target(String name, TarArchiveEntry entry) {
    int slash = name.lastIndexOf('/');
    String from = entry.isLink() || slash < 0 ? "" : name.substring(0, slash) + "/";
    return LayerReader.clean(from + entry.getLinkName());
  }

  private ImageContent content() throws IOException {
    JsonNode image = Json.MAPPER.readTree(text("manifest.json")).path(0);
    String config = text(image.path("Config").asString(""));
    JsonNode diffIds = Json.MAPPER.readTree(config).path("rootfs").path("diff_ids");
    List<Materials.Layer> layers = new ArrayList<>();
    for (JsonNode layer : image.path("Layers")) {
      String diffId = diffIds.path(layers.size()).asString("");
      layers.add(new Materials.Layer(diffId, part(layer.asString(""))));
    }
    if (layers.size() != diffIds.size()) {
      throw new IOException("it has " + layers.size() + " layers and names " + diffIds.size());
    }
    return new ImageContent(
        config, layers, Optional.empty(), Optional.empty(), List.of(), Optional.of(folder));
  }

  private String text(String name) throws IOException {
    Path file = part(name);
    if (Files.size(file) > MOST_JSON) {
      throw new IOException(name + " is larger than 16 MiB");
    }
    return Files.readString(file);
  }

  private Path part(String name) throws IOException {
    String clean = LayerReader.clean(name);
    Path file = files.get(links.getOrDefault(clean, clean));
    if (file == null) {
      throw new IOException("its archive has no part '" + clean + "'");
    }
    return file;
  }
}
