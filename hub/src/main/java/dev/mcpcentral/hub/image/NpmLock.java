package dev.mcpcentral.hub.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A {@code package-lock.json}: the closure that npm resolved. */
record NpmLock(JsonNode packages) {
  static NpmLock read(Path file) {
    return new NpmLock(Json.read(file).path("packages"));
  }

  /** How many packages the closure has. */
  long size() {
    return installed().count();
  }

  /** Folders, relative to the project, of the packages that have install scripts. */
  List<String> withInstallScripts() {
    return installed()
        .filter(entry -> entry.getValue().path("hasInstallScript").asBoolean(false))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether npm itself would go on without the package in this folder. */
  boolean isOptional(String folder) {
    return packages.path(folder).path("optional").asBoolean(false);
  }

  /**
   * Only registries are sources of packages.
   *
   * @throws ImageException naming the first package that comes from git or from this machine
   */
  void refuseForeignSources() {
    installed().forEach(entry -> refuseForeignSource(entry.getKey(), entry.getValue()));
  }

  private static void refuseForeignSource(String folder, JsonNode entry) {
    String resolved = entry.path("resolved").asString("");
    boolean registry =
        resolved.isEmpty() || resolved.startsWith("https://") || resolved.startsWith("http://");
    if (!registry || entry.path("link").asBoolean(false)) {
      throw new ImageException(
          folder
              + " comes from '"
              + resolved
              + "', not from a package registry; fetching it could run its code here. Build an image"
              + " with a Dockerfile and use dir: or image: instead");
    }
  }

  private Stream<Map.Entry<String, JsonNode>> installed() {
    return packages.properties().stream().filter(entry -> !entry.getKey().isEmpty());
  }
}
