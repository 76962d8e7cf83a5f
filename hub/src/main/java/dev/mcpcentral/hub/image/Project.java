package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Path;

/** A folder with a project in one language. */
interface Project {
  /**
   * Copies the project into the order's folder, beside its dependencies, and finds what starts it.
   * Nothing of the project runs: not its build either.
   */
  Program install(Path folder, Fetcher.Order order) throws IOException;
}
