package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Recognises a full disk by the words of the system, which package tools repeat: when it is looked
 * at, what was half made is gone and there is room again.
 */
final class FullDisk {
  private static final String WORDS = "no space left on device";

  private FullDisk() {}

  static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(WORDS)) {
        return true;
      }
    }
    return false;
  }

  /** The same failure, with what to do. */
  static ImageException explained(Path packages, Exception failure) {
    return new ImageException(
        "The disk is full: there was no room to finish in "
            + packages
            + free(packages)
            + ". Make room, or set MCP_CENTRAL_HOME to a folder on another disk. Nothing half-made"
            + " was kept.\n"
            + failure.getMessage(),
        failure);
  }

  private static String free(Path folder) {
    try {
      return " (%,d MB free now)".formatted(Files.getFileStore(folder).getUsableSpace() >> 20);
    } catch (IOException unknown) {
      return "";
    }
  }
}
