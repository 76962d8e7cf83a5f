package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * npm packages that need a compiler or a download at install time. Their scripts did not run, so
 * they work only when the package ships the binary for the target.
 */
final class NativeAddons {
  private static final Pattern BUILDS =
      Pattern.compile("node-gyp|prebuild-install|node-pre-gyp|cmake-js|neon|napi build");
  private static final List<String> SCRIPTS = List.of("preinstall", "install", "postinstall");

  private final Target target;

  NativeAddons(Target target) {
    this.target = target;
  }

  /** Folders, relative to the project, of the packages that still have to be built. */
  List<String> unbuilt(NpmLock lock, Path project) {
    return lock.withInstallScripts().stream()
        .filter(folder -> needsBuild(project.resolve(folder)))
        .toList();
  }

  private boolean needsBuild(Path folder) {
    Path manifest = folder.resolve("package.json");
    if (!Files.exists(manifest) || hasPrebuild(folder)) {
      return false;
    }
    JsonNode scripts = Json.read(manifest).path("scripts");
    return Files.exists(folder.resolve("binding.gyp"))
        || SCRIPTS.stream()
            .anyMatch(script -> BUILDS.matcher(scripts.path(script).asString("")).find());
  }

  /** The layout of prebuildify: {@code prebuilds/linux-x64/*.node}. */
  private boolean hasPrebuild(Path folder) {
    Path prebuilds = folder.resolve("prebuilds/linux-" + target.nodeCpu());
    if (!Files.isDirectory(prebuilds)) {
      return false;
    }
    try (Stream<Path> files = Files.list(prebuilds)) {
      return files.anyMatch(file -> file.toString().endsWith(".node"));
    } catch (IOException e) {
      throw new ImageException(prebuilds + " cannot be read: " + e.getMessage(), e);
    }
  }
}
