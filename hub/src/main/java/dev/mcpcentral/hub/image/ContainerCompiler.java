package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs install scripts of npm packages in a build container: no network, nothing of this machine.
 * Of what they leave only plain files in their own package's folder are taken.
 */
final class ContainerCompiler implements AddonCompiler {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Set<String> LEFTOVERS = Set.of("obj", "obj.target", ".deps");

  private final ImageStore store;
  private final Target target;
  private final Bases bases;

  ContainerCompiler(ImageStore store, Target target, Bases bases) {
    this.store = store;
    this.target = target;
    this.bases = bases;
  }

  @Override
  public void compile(Path project, List<String> folders, Images.Progress progress)
      throws IOException {
    String builder = builder(progress);
    progress.step("compiling " + String.join(", ", folders) + " in a container");
    Path context = Files.createTempDirectory("mcp-central-native-");
    try {
      Folders.copy(project, context.resolve("app"), Set.of());
      Files.writeString(context.resolve("Dockerfile"), dockerfile(builder, folders));
      String tag =
          "mcp-central/build/"
              + context.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
      store.build(context, tag, false, LIMIT, _ -> {});
      for (String folder : folders) {
        takeOut(tag, folder, project, context.resolve("result.tar"));
      }
      store.remove(tag);
    } finally {
      Folders.remove(context);
    }
  }

  private void takeOut(String image, String folder, Path project, Path tar) throws IOException {
    store.copyOut(image, "/app/" + folder, tar);
    Path result = Files.createTempDirectory(project, ".built-");
    try (InputStream stream = Files.newInputStream(tar)) {
      Untar.into(result, stream);
    }
    Folders.remove(project.resolve(folder));
    Folders.copy(result, project.resolve(folder), LEFTOVERS);
    Folders.remove(result);
  }

  private static String dockerfile(String builder, List<String> folders) {
    List<String> names =
        folders.stream().map(folder -> folder.replaceFirst("^(.*/)?node_modules/", "")).toList();
    // The exec form: no shell reads the names.
    return """
    FROM %s
    ENV npm_config_nodedir=/usr/local npm_config_build_from_source=true \\
        npm_config_offline=true npm_config_update_notifier=false HOME=/tmp
    WORKDIR /app
    COPY app /app
    RUN ["npm", "rebuild", "--foreground-scripts", "--no-bin-links", "--", %s]
    """
        .formatted(builder, Json.list(names));
  }

  /** The builder as an image of its own, made once. */
  private String builder(Images.Progress progress) throws IOException {
    Base base = bases.get(BaseKind.NODE_BUILDER, Extras.NONE, progress);
    String tag =
        "mcp-central/base/node-builder:" + base.layers().getLast().diffId().substring(7, 19);
    if (store.inspect(tag).isEmpty()) {
      var image =
          new ImageArchive(
              tag,
              target.architecture(),
              "0:0",
              "/app",
              base.environment(),
              List.of("node"),
              Map.of("org.opencontainers.image.title", base.name()),
              base.layers());
      Path archive = Files.createTempFile("mcp-central-builder-", ".tar");
      try {
        image.write(archive, 0);
        store.load(archive);
      } finally {
        Files.delete(archive);
      }
    }
    return tag;
  }
}
