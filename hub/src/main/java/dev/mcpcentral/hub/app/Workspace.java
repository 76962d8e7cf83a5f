package dev.mcpcentral.hub.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code ./workspace} folder of the starter configuration. */
final class Workspace {
  private static final int SERVER_UID = 1001;

  private Workspace() {}

  /**
   * Makes the folder, usable by a server: servers never run as root, so root's folder is handed to
   * their own user.
   */
  static void create(Path configuration) throws IOException {
    make(configuration.resolveSibling("workspace"));
  }

  /** The same for any folder that is not there yet; the folder above it must be. */
  static void make(Path folder) throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    Files.createDirectory(folder);
    if (Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
      Files.setAttribute(folder, "unix:uid", SERVER_UID);
      Files.setAttribute(folder, "unix:gid", SERVER_UID);
    }
  }
}
