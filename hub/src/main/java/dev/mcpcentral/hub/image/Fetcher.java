package dev.mcpcentral.hub.image;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One package ecosystem: brings a program with its dependencies here, without running any of it.
 */
interface Fetcher {
  /**
   * The exact version behind a name.
   *
   * @param version exact, or the registry's word for one; empty means the newest
   */
  String resolve(String name, Optional<String> version, Images.Progress progress);

  /**
   * Fetches the program and the whole closure of its dependencies.
   *
   * @throws ImageException when the package cannot be had; the message names the step and the cause
   */
  Program fetch(Order order);

  /**
   * What to fetch and where to.
   *
   * @param app the folder that becomes the program's folder; empty at first
   * @param lock where the resolved closure is written down; when it has been written before,
   *     exactly that closure is fetched again
   */
  record Order(String name, String version, Path app, Path lock, Images.Progress progress) {}
}
