package dev.mcpcentral.hub.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A small file that is replaced as a whole: a reader, and a hub after a power loss, sees either the
 * old content or the new, never a mixture.
 */
public final class DurableFile {
  /** Ends the names of unfinished replacements; only a crash leaves one behind. */
  static final String UNFINISHED = ".unfinished";

  private DurableFile() {}

  /**
   * Replaces the content and returns once it is durable. The file can be read by its owner only. A
   * symbolic link is followed, not replaced.
   *
   * @throws StoreException when it cannot be written; the old content is then still there
   */
  public static void replace(Path file, byte[] content) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path next = target.resolveSibling(unfinishedName(target));
      try {
        writeForced(next, content);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(next);
      }
      Disk.local().syncDirectory(target.resolveSibling("."));
    } catch (IOException e) {
      throw new StoreException("Cannot write " + file + ": " + e, e);
    }
  }

  /**
   * The content, or empty if there is no such file.
   *
   * @throws StoreException when it is there but cannot be read
   */
  public static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException("Cannot read " + file + ": " + e, e);
    }
  }

  private static String unfinishedName(Path target) {
    long unique = ThreadLocalRandom.current().nextLong();
    return "." + target.getFileName() + "." + Long.toHexString(unique) + UNFINISHED;
  }

  private static void writeForced(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(CREATE_NEW, WRITE), LocalDisk.OWNER_FILE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
