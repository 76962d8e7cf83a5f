package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;

/** An image that somebody else built, taken out of the engine as files. */
final class SavedImage {
  private static final int MOST_CONFIG = 4 << 20;

  private SavedImage() {}

  /** Leaves the layers in {@code work}; there is no lock. */
  static Materials take(ImageStore store, String id, Path work) throws IOException {
    Path archive = work.resolve("image.tar");
    store.save(id, archive);
    JsonNode manifest = Json.parse(text(archive, "manifest.json"), "the engine").path(0);
    String config = text(archive, manifest.path("Config").asString());
    List<String> names = manifest.path("Layers").valueStream().map(JsonNode::asString).toList();
    List<String> diffIds =
        Json.parse(config, "the image")
            .path("rootfs")
            .path("diff_ids")
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    if (names.size() != diffIds.size()) {
      throw new ImageException("The engine saved " + id + " with other layers than it has");
    }
    List<Materials.Layer> layers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      layers.add(new Materials.Layer(diffIds.get(i), work.resolve("layer-" + i + ".tar")));
    }
    unpack(archive, names, layers);
    Files.delete(archive);
    return new Materials(config, layers, List.of(), work.resolve("lock"));
  }

  /** A layer that occurs twice is saved once, with a link in its second place. */
  private static void unpack(Path archive, List<String> names, List<Materials.Layer> layers)
      throws IOException {
    try (InputStream in = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        int index = names.indexOf(entry.getName());
        if (index >= 0 && Untar.isPlainFile(entry)) {
          Files.copy(tar, layers.get(index).file(), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    for (Materials.Layer layer : layers) {
      if (!Files.exists(layer.file())) {
        Files.copy(twin(layer, layers), layer.file());
      }
    }
  }

  private static Path twin(Materials.Layer layer, List<Materials.Layer> layers) {
    return layers.stream()
        .filter(other -> other.diffId().equals(layer.diffId()) && Files.exists(other.file()))
        .findFirst()
        .orElseThrow(() -> new ImageException("The engine saved an image without its layers"))
        .file();
  }

  private static String text(Path archive, String name) throws IOException {
    try (InputStream in = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return new String(tar.readNBytes(MOST_CONFIG), StandardCharsets.UTF_8);
        }
      }
    }
    throw new ImageException("The engine saved an image without " + name);
  }
}
