package dev.mcpcentral.hub.compose;

import dev.mcpcentral.hub.engine.Handover;
import dev.mcpcentral.hub.secret.SecretValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a compose file. What is written stands complete beside its place before it moves
 * there, the compose file last; secrets are readable by their owner alone, and one that is there
 * stays what it is.
 */
final class ComposeFolder {
  static final String SECRETS = "secrets";

  private static final String ENTRY = "entry";
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path file;
  private final String owner;

  /**
   * @param file the compose file
   * @param owner {@code uid:gid} that reads the secrets in the containers
   */
  ComposeFolder(Path file, String owner) {
    this.file = file.toAbsolutePath();
    this.owner = owner;
  }

  /** Refuses to write over what somebody else wrote. */
  void checkOurs() throws IOException {
    for (Path ours : List.of(file, file.resolveSibling("config/mcp-central.yaml"))) {
      if (Files.exists(ours) && !Files.readString(ours).startsWith(ComposeFile.MARK)) {
        throw new ComposeException(
            ours
                + " is there and was not written by this command: choose another place with --output");
      }
    }
    Files.createDirectories(file.resolveSibling("config"));
    if (!Files.isDirectory(file.resolveSibling(SECRETS))) {
      Files.createDirectory(file.resolveSibling(SECRETS), OWNER_FOLDER);
      giveToOwner(file.resolveSibling(SECRETS));
    }
  }

  /** The folder for {@code config/mcp-central.yaml}. */
  Path config() {
    return file.resolveSibling("config");
  }

  boolean hasSecret(String name) {
    return Files.exists(file.resolveSibling(SECRETS).resolve(name));
  }

  void secret(String name, String text) throws IOException {
    Path target = file.resolveSibling(SECRETS).resolve(name);
    Path fresh = Files.createTempFile(target.resolveSibling(""), ".", ".new", OWNER_ONLY);
    Files.writeString(fresh, text);
    giveToOwner(fresh);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where a server's secrets are, and the program with which its container begins. */
  Handover.Places places(String server) {
    return new Handover.Places(
        file.resolveSibling(SECRETS).resolve(server), file.resolveSibling(ENTRY));
  }

  /**
   * Writes what a server is told in confidence. Each server's user can read its files: it is the
   * folder above that is closed to others.
   */
  void secrets(String server, Map<String, SecretValue> values) throws IOException {
    Path folder = places(server).secrets();
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Stream<Path> there = Files.list(folder)) {
      for (Path old : there.filter(one -> !values.containsKey(name(one))).toList()) {
        Files.delete(old);
      }
    }
    for (Map.Entry<String, SecretValue> value : values.entrySet()) {
      place(folder.resolve(value.getKey()), value.getValue().bytes(), "r--r--r--");
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** The program with which containers begin that have secrets. */
  void entry(Path program) throws IOException {
    place(file.resolveSibling(ENTRY), Files.readAllBytes(program), "r-xr-xr-x");
  }

  private static void place(Path target, byte[] content, String permissions) throws IOException {
    Path fresh = Files.createTempFile(target.resolveSibling(""), ".", ".new", OWNER_ONLY);
    Files.write(fresh, content);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes a file whose folder exists. */
  void write(Path target, String text) throws IOException {
    Path fresh = Files.createTempFile(target.resolveSibling(""), ".", ".new");
    try {
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Root's files would be closed to the hub, which is not root in its container. */
  private void giveToOwner(Path path) throws IOException {
    if (Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"))) {
      String[] ids = owner.split(":", 2);
      Files.setAttribute(path, "unix:uid", Integer.valueOf(ids[0]));
      Files.setAttribute(path, "unix:gid", Integer.valueOf(ids[1]));
    }
  }
}
