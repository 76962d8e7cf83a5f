package dev.mcpcentral.hub.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The program through which a container with secrets begins: it puts the files of {@code
 * /run/secrets} into the environment and becomes the server's command. A static binary of 2 KiB,
 * because images need not have a shell; its source is {@code src/main/native/entry.c}.
 */
public final class Entry {
  /** As the engine names processors. */
  private static final Set<String> PROCESSORS = Set.of("amd64", "arm64");

  private final Path folder;

  /**
   * @param folder where the program is put to be shown to containers; made when it is needed
   */
  public Entry(Path folder) {
    this.folder = folder;
  }

  /** Where the program for this processor is kept; empty when there is none. */
  public Optional<Path> forProcessor(String processor) {
    return PROCESSORS.contains(processor)
        ? Optional.of(kept("entry-" + processor))
        : Optional.empty();
  }

  private synchronized Path kept(String name) {
    Path file = folder.resolve(name);
    try (InputStream in = Entry.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new SecretException("the hub was built without " + name);
      }
      byte[] program = in.readAllBytes();
      if (!Files.isRegularFile(file) || !Arrays.equals(program, Files.readAllBytes(file))) {
        put(program, file);
      }
      return file;
    } catch (IOException e) {
      throw new SecretException("cannot put the entry of containers into " + folder + ": " + e);
    }
  }

  /** Beside and moved: a running container may be using the old one. */
  private void put(byte[] program, Path file) throws IOException {
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, ".entry", ".tmp");
    try {
      Files.write(fresh, program);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r-xr-xr-x"));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
