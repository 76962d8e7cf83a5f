package dev.mcpcentral.hub.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The state of one hub, {@code $MCP_CENTRAL_HOME}: held by one hub at a time, closed to other
 * users, and carrying the installation id by which a hub knows its own containers.
 *
 * <pre>
 * hub.lock          locked while a hub runs
 * hub.pid           process id and start time of the hub that holds, or last held, the lock
 * installation-id   made on first use, never changed
 * audit/            the audit log
 * </pre>
 */
public final class StateDirectory implements AutoCloseable {
  private static final int KEY_BYTES = 32;
  private static final String LOCK_FILE = "hub.lock";
  private static final String PID_FILE = "hub.pid";

  /** What clears up after a dead hub may take as long; it is no hub itself. */
  private static final Duration CLEARING = Duration.ofSeconds(30);

  private final Path home;
  private final HubLock lock;
  private final String installationId;

  private StateDirectory(Path home, HubLock lock, String installationId) {
    this.home = home;
    this.lock = lock;
    this.installationId = installationId;
  }

  /**
   * Takes the directory for this process, creating it (mode 0700) when it is missing.
   *
   * @throws StoreException when another hub holds it (the message names its process id), or when it
   *     cannot be written
   */
  public static StateDirectory open(Path home) {
    try {
      Path directory = createOwned(home.toAbsolutePath().normalize()).toRealPath();
      HubLock lock = lock(directory).orElseThrow(() -> inUse(directory));
      try {
        removeUnfinished(directory);
        DurableFile.replace(directory.resolve(PID_FILE), ProcessMark.current().bytes());
        return new StateDirectory(directory, lock, installationId(directory));
      } catch (IOException | StoreException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(
          "Cannot use the state directory "
              + home
              + ": "
              + e
              + ". Make it writable for this user, or set MCP_CENTRAL_HOME to another directory.",
          e);
    }
  }

  /**
   * The process id of the hub that runs on this directory, if one does. Takes no lock: safe to ask
   * from any process at any time.
   */
  public static Optional<Long> holder(Path home) {
    return DurableFile.read(home.resolve(PID_FILE))
        .flatMap(ProcessMark::parse)
        .filter(ProcessMark::isAlive)
        .map(ProcessMark::pid);
  }

  /**
   * Does something that must not happen beside a hub; a hub that is started meanwhile waits for it.
   *
   * @return false when a hub holds the directory, and nothing was done
   */
  public static boolean withoutHub(Path home, Runnable work) {
    try {
      Optional<HubLock> lock = HubLock.take(home.resolve(LOCK_FILE));
      if (lock.isEmpty()) {
        return false;
      }
      try {
        work.run();
      } finally {
        lock.get().close();
      }
      return true;
    } catch (IOException e) {
      throw new StoreException("Cannot use the state directory " + home + ": " + e, e);
    }
  }

  public Path home() {
    return home;
  }

  /** 32 hexadecimal digits, random, the same for the life of this directory. */
  public String installationId() {
    return installationId;
  }

  /** Where the audit log lives; created by it. */
  public Path audit() {
    return home.resolve("audit");
  }

  /** The path of a state file of another package; {@code name} is one plain file name. */
  public Path file(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("not a plain file name: " + name);
    }
    return home.resolve(name);
  }

  /** 32 random bytes that stay the same for the life of this directory; readable by its owner. */
  public byte[] key(String name) {
    Path file = file(name + ".key");
    byte[] known = DurableFile.read(file).orElse(new byte[0]);
    if (known.length == KEY_BYTES) {
      return known;
    }
    byte[] made = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(made);
    DurableFile.replace(file, made);
    return made;
  }

  /** A directory of another package below this one, created (mode 0700) when it is missing. */
  public Path directory(String name) {
    Path directory = file(name);
    try {
      return createOwned(directory);
    } catch (IOException e) {
      throw new StoreException("Cannot create " + directory + ": " + e, e);
    }
  }

  /** Lets the next hub in. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(home.resolve(PID_FILE));
      lock.close();
    } catch (IOException e) {
      throw new StoreException("Cannot release the state directory " + home + ": " + e, e);
    }
  }

  private static Optional<HubLock> lock(Path home) throws IOException {
    long deadline = System.nanoTime() + CLEARING.toNanos();
    Optional<HubLock> lock = HubLock.take(home.resolve(LOCK_FILE));
    while (lock.isEmpty() && holder(home).isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      lock = HubLock.take(home.resolve(LOCK_FILE));
    }
    return lock;
  }

  private static Path createOwned(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, LocalDisk.OWNER_DIRECTORY);
    }
    // An umask or an older version may have left it open to others.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    return directory;
  }

  private static StoreException inUse(Path home) {
    return new StoreException(
        "The state directory "
            + home
            + " is in use by the hub with process id "
            + holder(home).map(String::valueOf).orElse("unknown")
            + ". Stop that hub first (mcp-central down), or set MCP_CENTRAL_HOME to another"
            + " directory.");
  }

  private static void removeUnfinished(Path home) throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(home, ".*" + DurableFile.UNFINISHED)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  private static String installationId(Path home) {
    Path file = home.resolve("installation-id");
    String known = DurableFile.read(file).map(bytes -> new String(bytes, UTF_8).strip()).orElse("");
    if (known.matches("[0-9a-f]{32}")) {
      return known;
    }
    if (!known.isEmpty()) {
      throw new StoreException(
          file
              + " is not an installation id. Restore it: without it the hub's containers are lost.");
    }
    String made = UUID.randomUUID().toString().replace("-", "");
    DurableFile.replace(file, (made + "\n").getBytes(UTF_8));
    return made;
  }
}
