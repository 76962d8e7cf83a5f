package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.ImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A folder of the operator's: built by its own Dockerfile, else as a project in a language that we
 * recognise. What was made of the same content is used again.
 */
final class DirectorySource {
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);

  private final Optional<ImageStore> store;
  private final Path packages;
  private final Finish finish;

  /**
   * @param store empty where servers run as processes
   */
  DirectorySource(Optional<ImageStore> store, Path packages, Finish finish) {
    this.store = store;
    this.packages = packages;
    this.finish = finish;
  }

  Prepared prepare(Path folder, Optional<CommittedLock> lock, Images.Progress progress)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ImageException(folder + " is not a folder");
    }
    String content = ProjectFolder.fingerprint(folder);
    String source = "dir:" + folder;
    return Files.exists(folder.resolve("Dockerfile"))
        ? built(folder, source, content, progress)
        : detected(folder, source, content, lock, progress);
  }

  private Prepared built(Path folder, String source, String content, Images.Progress progress) {
    ImageStore images =
        store.orElseThrow(
            () -> new ImageException(source + " has a Dockerfile, which needs a Docker engine"));
    String tag = "mcp-central/dir/" + slug(folder) + ":" + content;
    Optional<ImageStore.Stored> present = images.inspect(tag);
    if (present.isEmpty()) {
      progress.step("building " + source);
    }
    return ImageSource.prepared(
        source,
        present.orElseGet(() -> images.build(folder, tag, true, BUILD_LIMIT, progress::step)));
  }

  private Prepared detected(
      Path folder,
      String source,
      String content,
      Optional<CommittedLock> lock,
      Images.Progress progress)
      throws IOException {
    Language language = language(folder);
    var fetcher = new ProjectFetcher(folder, project(language, progress));
    Prepared made =
        new PackageSource("dir", language, packages, fetcher, finish)
            .prepare(slug(folder), Optional.of(content), lock, progress);
    return new Prepared(
        content,
        source,
        made.digest(),
        made.workload(),
        made.command(),
        made.environment(),
        made.materials());
  }

  private Project project(Language language, Images.Progress progress) {
    Target target = finish.target();
    return switch (language) {
      case NODE -> new NodeProject(new NpmFetcher(target, finish.compiler()));
      case GO -> new GoProject(new GoFetcher(target));
      case JVM -> new JarProject();
      case STATIC -> new BinaryProject(target);
      case PYTHON ->
          new PythonProject(
              new PypiFetcher(target, () -> finish.runtimeVersion(Language.PYTHON, progress)));
    };
  }

  private static Language language(Path folder) throws IOException {
    if (Files.exists(folder.resolve("package.json"))) {
      return Language.NODE;
    }
    if (Files.exists(folder.resolve("go.mod"))) {
      return Language.GO;
    }
    if (Files.exists(folder.resolve("pyproject.toml"))
        || Files.exists(folder.resolve("requirements.txt"))) {
      return Language.PYTHON;
    }
    if (!JarProject.runnable(folder).isEmpty()) {
      return Language.JVM;
    }
    if (!BinaryProject.executables(folder).isEmpty()) {
      return Language.STATIC;
    }
    throw new ImageException(
        folder
            + " has no Dockerfile, package.json, pyproject.toml, requirements.txt or go.mod, no"
            + " runnable jar and no executable: add a Dockerfile");
  }

  /** The folder's name, and enough of its path's hash to tell two of the same name apart. */
  private static String slug(Path folder) {
    String path = folder.toAbsolutePath().normalize().toString();
    byte[] hash = LayerTar.sha256().digest(path.getBytes(StandardCharsets.UTF_8));
    String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    return name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "")
        + "-"
        + HexFormat.of().formatHex(hash, 0, 4);
  }
}
