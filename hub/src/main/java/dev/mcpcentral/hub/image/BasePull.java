package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;

/** Gets bases from an image registry. After one failure the registry is not asked again. */
final class BasePull {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final System.Logger LOG = System.getLogger(BasePull.class.getName());

  private static final Map<BaseKind, Source> SOURCES =
      Map.of(
          BaseKind.NODE, new Source("docker.io", "library/node:24-bookworm-slim", "24"),
          BaseKind.PYTHON, new Source("docker.io", "library/python:3.13-slim-bookworm", "3.13"),
          BaseKind.STATIC, new Source("gcr.io", "distroless/static-debian12:latest", ""),
          BaseKind.GLIBC, new Source("gcr.io", "distroless/base-debian12:latest", ""),
          BaseKind.NODE_BUILDER, new Source("docker.io", "library/node:24-bookworm", "24"));

  private final ImageStore store;
  private final Optional<String> mirror;
  private volatile boolean unreachable;

  BasePull(ImageStore store, Optional<String> mirror) {
    this.store = store;
    this.mirror = mirror.map(prefix -> prefix.replaceFirst("/+$", ""));
  }

  /**
   * The base as its registry has it, with its layers in {@code folder}; empty when no registry can
   * be reached.
   */
  Optional<Base> pull(BaseKind kind, Path folder, Images.Progress progress) throws IOException {
    Source source = SOURCES.get(kind);
    if (source == null) {
      return Optional.empty();
    }
    String reference = mirror.orElse(source.registry()) + "/" + source.path();
    Optional<ImageStore.Stored> image = present(reference, progress);
    if (image.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(base(image.get(), reference, source, folder));
  }

  private Optional<ImageStore.Stored> present(String reference, Images.Progress progress) {
    Optional<ImageStore.Stored> local = store.inspect(reference);
    if (local.isPresent() || unreachable) {
      return local;
    }
    try {
      progress.step("pulling base image " + reference);
      return Optional.of(store.pull(reference, LIMIT, _ -> {}));
    } catch (EngineException e) {
      unreachable = true;
      LOG.log(System.Logger.Level.INFO, "no image registry reachable: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private Base base(ImageStore.Stored image, String reference, Source source, Path folder)
      throws IOException {
    Path archive = folder.resolve("image.tar");
    store.save(image.id(), archive);
    List<Base.Layer> layers =
        image.layers().stream().map(diffId -> new Base.Layer(diffId, fileName(diffId))).toList();
    unpack(archive, layers, folder);
    Files.delete(archive);
    return new Base(
        reference,
        image.environment(),
        layers,
        source.version(),
        List.of(image.digest().orElse(reference + " " + image.id())));
  }

  private static String fileName(String diffId) {
    return diffId.replace("sha256:", "") + ".tar";
  }

  /** Lays the layers of a docker-archive in {@code folder}; a layer may occur twice. */
  private static void unpack(Path archive, List<Base.Layer> layers, Path folder)
      throws IOException {
    List<String> names = layerNames(archive);
    try (InputStream in = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        int index = names.indexOf(entry.getName());
        if (index >= 0 && Untar.isPlainFile(entry)) {
          Path file = folder.resolve(layers.get(index).file());
          Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    if (!layers.stream().allMatch(layer -> Files.exists(folder.resolve(layer.file())))) {
      throw new ImageException("The engine saved a base image without its layers");
    }
  }

  private static List<String> layerNames(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals("manifest.json")) {
          JsonNode layers = Json.MAPPER.readTree(tar.readAllBytes()).path(0).path("Layers");
          return layers.valueStream().map(JsonNode::asString).toList();
        }
      }
    }
    throw new ImageException("The engine saved a base image without a manifest");
  }

  /**
   * @param path within the registry; a mirror prefix replaces the registry only
   */
  private record Source(String registry, String path, String version) {}
}
