package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of this machine in the place of a package; its content's fingerprint is its version. */
record ProjectFetcher(Path folder, Project project) implements Fetcher {
  @Override
  public String resolve(String name, Optional<String> version, Images.Progress progress) {
    return version.orElseThrow(() -> new IllegalArgumentException("a folder without fingerprint"));
  }

  @Override
  public Program fetch(Order order) {
    try {
      return project.install(folder, order);
    } catch (IOException e) {
      throw new ImageException("Reading " + folder + " failed: " + e.getMessage(), e);
    }
  }
}
