package dev.mcpcentral.hub.sbom;

import dev.mcpcentral.hub.engine.ImageStore;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.image.Materials;
import dev.mcpcentral.hub.image.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All that there is to examine of a prepared server. Closing it removes what was fetched from the
 * engine for it.
 *
 * @param config the image's configuration (JSON); empty for a program that runs as a process
 * @param layers as files, the lowest first, each with the hash of what it unpacks to
 * @param folder the program that runs as a process
 * @param lock the folder with the program's lock
 * @param base packages that the base was assembled from, as {@code name version}
 */
public record ImageContent(
    String config,
    List<Materials.Layer> layers,
    Optional<Path> folder,
    Optional<Path> lock,
    List<String> base,
    Optional<Path> temporary)
    implements AutoCloseable {
  public ImageContent {
    layers = List.copyOf(layers);
    base = List.copyOf(base);
  }

  /**
   * The content of a server's image.
   *
   * @param store asked for images that somebody else built
   * @throws ContentException when it cannot be had
   */
  public static ImageContent of(Prepared prepared, Supplier<Optional<ImageStore>> store) {
    Optional<Path> folder =
        prepared.workload() instanceof Workload.Folder(Path path)
            ? Optional.of(path)
            : Optional.empty();
    if (prepared.materials().isPresent()) {
      Materials made = prepared.materials().get();
      return new ImageContent(
          made.config(),
          made.layers(),
          folder,
          Optional.of(made.lock()).filter(Files::isDirectory),
          made.base(),
          Optional.empty());
    }
    return prepared.workload() instanceof Workload.Image(String id)
        ? SavedImage.content(
            id,
            store
                .get()
                .orElseThrow(() -> new ContentException("There is no engine to ask for " + id)))
        : new ImageContent("", List.of(), folder, Optional.empty(), List.of(), Optional.empty());
  }

  /** Shows everything to these examiners. */
  public void show(List<Examiner> examiners) {
    new LayerReader(examiners).read(layers);
    folder.ifPresent(program -> new FolderReader(examiners).read(program));
  }

  @Override
  public void close() {
    temporary.ifPresent(ImageContent::remove);
  }

  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      System.getLogger(ImageContent.class.getName())
          .log(System.Logger.Level.WARNING, "could not remove " + folder + ": " + left);
    }
  }
}
