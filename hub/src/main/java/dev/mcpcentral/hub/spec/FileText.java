package dev.mcpcentral.hub.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** The text of one small file: read whole, replaced in one step. */
final class FileText {
  private static final int MAX_BYTES = 1 << 20;

  private final Path path;
  private final String name;

  FileText(Path path, String name) {
    this.path = path;
    this.name = name;
  }

  String read() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw refusal("larger than 1 MiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException _) {
      throw refusal("there is no such file: " + path);
    } catch (AccessDeniedException _) {
      throw refusal("not readable for this user");
    } catch (CharacterCodingException _) {
      throw refusal("not UTF-8 text");
    } catch (IOException e) {
      throw refusal("cannot be read: " + e.getMessage());
    }
  }

  /** Whether the file was not there and is now. */
  boolean create(String text) {
    try {
      Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (IOException e) {
      throw refusal("cannot be written: " + e.getMessage());
    }
  }

  /** A read-only file is an operator's decision, even where root could write it. */
  void checkWritable() {
    try {
      if (!Files.isWritable(path)) {
        throw readOnly();
      }
      PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (view != null
          && !view.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE)) {
        throw readOnly();
      }
    } catch (IOException e) {
      throw refusal("cannot be looked at: " + e.getMessage());
    }
  }

  private ConfigurationException readOnly() {
    return refusal(
        "is read-only, so commands cannot change it: edit it where it is kept, the hub follows");
  }

  /**
   * Replaces {@code before} by {@code after} in one step that survives a crash, keeping the file's
   * mode, its owner where permitted, and a link that leads to it.
   */
  void replace(String before, String after) {
    try {
      Path target = path.toRealPath();
      Path folder = target.resolveSibling("").toAbsolutePath();
      Path temporary = Files.createTempFile(folder, "." + name + ".", ".tmp");
      try {
        copyAttributes(target, temporary);
        write(temporary, after);
        if (!read().equals(before)) {
          throw refusal("was changed by somebody else just now; nothing was written, try again");
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (AccessDeniedException _) {
      throw refusal("its folder is read-only, so commands cannot change it");
    } catch (IOException | UncheckedIOException e) {
      throw refusal("cannot be written: " + e.getMessage());
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** A rename is durable only once its folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void copyAttributes(Path from, Path to) throws IOException {
    PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (source == null || target == null) {
      return;
    }
    PosixFileAttributes wanted = source.readAttributes();
    PosixFileAttributes made = target.readAttributes();
    if (!wanted.owner().equals(made.owner())) {
      target.setOwner(wanted.owner());
    }
    if (!wanted.group().equals(made.group())) {
      target.setGroup(wanted.group());
    }
    target.setPermissions(wanted.permissions());
  }

  private ConfigurationException refusal(String message) {
    return new ConfigurationException(name, message);
  }
}
