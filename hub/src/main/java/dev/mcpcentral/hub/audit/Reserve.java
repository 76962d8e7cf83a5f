package dev.mcpcentral.hub.audit;

import dev.mcpcentral.hub.store.Disk;
import dev.mcpcentral.hub.store.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Space set aside on the disk, given up when the disk is full so that calls already running can
 * still record how they ended.
 */
final class Reserve {
  static final int BYTES = 1 << 20;

  private final Disk disk;
  private final Path file;
  private boolean kept;

  Reserve(Disk disk, Path directory) {
    this.disk = disk;
    this.file = directory.resolve("reserve");
  }

  boolean isKept() {
    return kept;
  }

  /** Sets the space aside if it is not; returns whether it now is. */
  boolean restore() {
    if (!kept) {
      try {
        fill();
        kept = true;
      } catch (IOException e) {
        giveUp();
      }
    }
    return kept;
  }

  /** Returns whether there was space to give up. */
  boolean spend() {
    return kept && giveUp();
  }

  private void fill() throws IOException {
    try (LogFile reserve = disk.open(file)) {
      int missing = (int) Math.max(0, BYTES - reserve.size());
      reserve.append(ByteBuffer.allocate(missing));
      reserve.force();
    }
  }

  private boolean giveUp() {
    kept = false;
    try {
      disk.delete(file);
      disk.syncDirectory(file.resolveSibling("."));
      return true;
    } catch (IOException e) {
      return false; // whatever is wrong with the disk, the next write will tell
    }
  }
}
