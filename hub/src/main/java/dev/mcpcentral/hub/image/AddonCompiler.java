package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Builds the npm packages whose install script would compile something. */
@FunctionalInterface
interface AddonCompiler {
  /**
   * Builds these packages in place.
   *
   * @param project with {@code package.json} and {@code node_modules}
   * @param folders of the packages, relative to the project
   * @throws ImageException when that is not possible here, or fails; with the last lines
   */
  void compile(Path project, List<String> folders, Images.Progress progress) throws IOException;

  /** Where there is no container to run install scripts in. */
  static AddonCompiler refusing() {
    return (_, folders, _) -> {
      throw new ImageException(
          String.join(", ", folders)
              + " must be compiled by its own install script, which does not run on this machine:"
              + " this server needs a Docker engine");
    };
  }
}
