package dev.mcpcentral.hub.store;

import java.io.IOException;
import java.nio.file.Path;

/** What a log asks of the file system; a seam, so that tests can refuse, tear and lose writes. */
public interface Disk {
  /** Opens a file for appending; a missing one is created, readable by its owner only. */
  LogFile open(Path file) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Returns once created, renamed and deleted names in {@code directory} survive a power loss. */
  void syncDirectory(Path directory) throws IOException;

  static Disk local() {
    return new LocalDisk();
  }
}
