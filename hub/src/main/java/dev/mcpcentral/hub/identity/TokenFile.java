package dev.mcpcentral.hub.identity;

import dev.mcpcentral.hub.store.DurableFile;
import dev.mcpcentral.hub.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code tokens.json}. The command line and a running hub both edit it, so each edit reads, changes
 * and replaces it under a lock that other processes respect.
 */
final class TokenFile {
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOCK_PAUSE = Duration.ofMillis(20);

  /** A file lock belongs to the whole process: threads of one process need a lock of their own. */
  private static final ReentrantLock EDITING = new ReentrantLock();

  private final Path home;
  private final Path file;

  TokenFile(Path home) {
    this.home = home;
    this.file = home.resolve("tokens.json");
  }

  /** What tells one content from another; empty when there is no file. */
  Optional<Version> version() throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  record Version(FileTime modified, long bytes, @Nullable Object inode) {}

  /** No file means no tokens. */
  List<StoredToken> read() {
    try {
      return TokenJson.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      throw new IdentityException(
          file + " cannot be read as a token file: " + e.getMessage() + "; restore or delete it",
          e);
    }
  }

  void edit(UnaryOperator<List<StoredToken>> change) {
    EDITING.lock();
    try (FileChannel channel = lockChannel();
        FileLock _ = lock(channel)) {
      DurableFile.replace(file, TokenJson.format(change.apply(read())));
    } catch (IOException | StoreException e) {
      throw new IdentityException(
          file + " cannot be written: " + e.getMessage() + "; check the folder's owner and space",
          e);
    } finally {
      EDITING.unlock();
    }
  }

  /** The lock is a file of its own, because an edit replaces the token file itself. */
  private FileChannel lockChannel() throws IOException {
    PrivateFile.createFolder(home);
    return FileChannel.open(
        home.resolve("tokens.lock"),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PrivateFile.OWNER_ONLY);
  }

  private FileLock lock(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("another process has been editing it for 5 s");
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LOCK_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for its lock", e);
    }
  }
}
