package dev.mcpcentral.hub.secret;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders of an installation's instances, one each, with a file for each secret. They are on a
 * file system in memory, inside a folder that only the hub's user can enter, and end with their
 * instance.
 */
public final class SecretFolders {
  private static final System.Logger LOG = System.getLogger(SecretFolders.class.getName());

  private final Path root;
  private final Path home;

  /** Made in this hub's life and not removed since. */
  private final Set<String> own = ConcurrentHashMap.newKeySet();

  private SecretFolders(Path root, Path home) {
    this.root = root;
    this.home = home;
  }

  /**
   * Chooses the place: {@code MCP_CENTRAL_SECRETS}, the user's runtime folder, {@code /run} or
   * {@code /dev/shm}, the first that is in memory and writable; without one the state folder, and
   * says so. Nothing is made yet.
   */
  public static SecretFolders of(String installation, Map<String, String> environment, Path home) {
    return new SecretFolders(SecretMemory.root(installation, environment, home), home);
  }

  /** Where the entry of containers is kept: with the state, unless the operator chose a place. */
  public static Path entry(String installation, Map<String, String> environment, Path home) {
    return Optional.ofNullable(environment.get(SecretMemory.CHOSEN))
        .map(chosen -> Path.of(chosen, "mcp-central-" + installation + "-entry"))
        .orElseGet(() -> home.resolve("entry"));
  }

  /** The folder that holds all of them; no server is shown it. */
  public Path root() {
    return root;
  }

  /**
   * Who reads an instance's files.
   *
   * @param trueIds whether these numbers are the kernel's too, which they are not where the engine
   *     maps users; then, and where the hub is not root, the closed folder above is what protects
   */
  public record Reader(int uid, int gid, boolean trueIds) {}

  /** Writes the files of one instance; {@code name} is one plain file name, never used before. */
  public Path write(String name, Map<String, SecretValue> values, Reader reader) {
    Path folder = folder(name);
    own.add(name);
    try {
      SecretMemory.make(root, home);
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (Map.Entry<String, SecretValue> value : values.entrySet()) {
        Path file = folder.resolve(value.getKey());
        Files.write(file, value.getValue().bytes(), StandardOpenOption.CREATE_NEW);
        give(file, reader, "r--------", "r--r--r--");
      }
      give(folder, reader, "r-x------", "r-xr-xr-x");
      return folder;
    } catch (IOException e) {
      remove(name);
      throw new SecretException("cannot write secrets into " + root + ": " + e);
    }
  }

  /** Whether exactly these values are in the folder of that instance. */
  public boolean holds(String name, Map<String, SecretValue> values) {
    Path folder = folder(name);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      int found = 0;
      for (Path file : files) {
        SecretValue value = values.get(file.getFileName().toString());
        if (value == null || !value.is(Files.readAllBytes(file))) {
          return false;
        }
        found++;
      }
      return found == values.size();
    } catch (IOException _) {
      return values.isEmpty() && !Files.exists(folder);
    }
  }

  /**
   * Gone already is fine; what cannot be removed is told in the log and swept at the next start.
   */
  public void remove(String name) {
    own.remove(name);
    Path folder = folder(name);
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        empty(folder);
        Files.delete(folder);
      }
    } catch (NoSuchFileException _) {
      // Somebody else was faster.
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "secrets stay in {0}: {1}", folder, e.toString());
    }
  }

  /** Removes what earlier hubs left, but for these and this hub's own. */
  public void sweep(Set<String> keep) {
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        if (!keep.contains(name) && !own.contains(name)) {
          remove(name);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot sweep {0}: {1}", root, e.toString());
    }
  }

  private void give(Path path, Reader reader, String toReader, String toAll) throws IOException {
    boolean owned = reader.trueIds() && SecretMemory.user(home) == 0;
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(owned ? toReader : toAll));
    if (owned) {
      Files.setAttribute(path, "unix:uid", reader.uid());
      Files.setAttribute(path, "unix:gid", reader.gid());
    }
  }

  private static void empty(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private Path folder(String name) {
    Path folder = root.resolve(name).normalize();
    if (!root.equals(folder.getParent())) {
      throw new IllegalArgumentException("not a plain file name: " + name);
    }
    return folder;
  }
}
