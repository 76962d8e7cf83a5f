package dev.mcpcentral.hub.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where on this machine an installation keeps files that never reach a disk. */
final class SecretMemory {
  private static final System.Logger LOG = System.getLogger(SecretMemory.class.getName());
  static final String CHOSEN = "MCP_CENTRAL_SECRETS";
  private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private SecretMemory() {}

  /** The folder of an installation; it need not be there yet. */
  static Path root(String installation, Map<String, String> environment, Path home) {
    String name = "mcp-central-" + installation;
    return places(environment, home).stream()
        .filter(SecretMemory::usable)
        .findFirst()
        .map(place -> place.resolve(name))
        .orElseGet(() -> onDisk(home));
  }

  private static List<Path> places(Map<String, String> environment, Path home) {
    List<Path> places = new ArrayList<>();
    Optional.ofNullable(environment.get(CHOSEN)).map(Path::of).ifPresent(places::add);
    Optional.ofNullable(environment.get("XDG_RUNTIME_DIR")).map(Path::of).ifPresent(places::add);
    places.add(Path.of("/run/user", String.valueOf(user(home))));
    places.add(Path.of("/run"));
    places.add(Path.of("/dev/shm"));
    return places;
  }

  private static boolean usable(Path place) {
    try {
      return place.isAbsolute()
          && Files.isDirectory(place)
          && Files.isWritable(place)
          && MEMORY.contains(Files.getFileStore(place).type());
    } catch (IOException _) {
      return false;
    }
  }

  private static Path onDisk(Path home) {
    LOG.log(
        System.Logger.Level.WARNING,
        "This machine has no file system in memory (tmpfs) that the hub can write to: secrets of servers are written to disk below {0}, and removed when their server ends. Name a folder on a tmpfs in {1}.",
        home,
        CHOSEN);
    return home.resolve("secrets");
  }

  /** Makes the folder, closed to others; refuses one that somebody else has put there. */
  static void make(Path root, Path home) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(root, PosixFilePermissions.asFileAttribute(OWNER));
    }
    Map<String, Object> found =
        Files.readAttributes(root, "unix:uid,permissions,isDirectory", LinkOption.NOFOLLOW_LINKS);
    if (!Boolean.TRUE.equals(found.get("isDirectory"))
        || !Integer.valueOf(user(home)).equals(found.get("uid"))
        || !OWNER.equals(found.get("permissions"))) {
      throw new SecretException(
          root
              + " is not a folder of this user's alone, so no secret is put into it: remove it, then start the server again");
    }
  }

  /** The hub's user, who owns its state. */
  static int user(Path home) {
    try {
      return (Integer) Files.getAttribute(home, "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      throw new SecretException("cannot see who owns " + home + ": " + e);
    }
  }
}
