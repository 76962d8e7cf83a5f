package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with exactly one executable, a static ELF file. */
record BinaryProject(Target target) implements Project {
  private static final int HEADERS = 4096;
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F', 2, 1};
  private static final int INTERPRETER = 3;
  private static final int AMD64 = 62;
  private static final int ARM64 = 183;

  /** The executables of this folder that are ELF files. */
  static List<Path> executables(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(Files::isExecutable)
          .filter(file -> head(file).isPresent())
          .sorted()
          .toList();
    }
  }

  /** The file's first bytes, if they are those of a 64-bit little-endian ELF file. */
  private static Optional<ByteBuffer> head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEADERS);
      boolean elf = head.length >= 64;
      for (int i = 0; elf && i < MAGIC.length; i++) {
        elf = head[i] == MAGIC[i];
      }
      return elf
          ? Optional.of(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN))
          : Optional.empty();
    } catch (IOException e) {
      throw new ImageException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Program install(Path folder, Fetcher.Order order) throws IOException {
    List<Path> found = executables(folder);
    if (found.size() != 1) {
      throw new ImageException(folder + " has several executables: leave one, or add a Dockerfile");
    }
    Path binary = found.getFirst();
    check(binary, head(binary).orElseThrow());
    ProjectFolder.copy(folder, order.app());
    return Program.of(order.version(), Language.STATIC, binary.getFileName().toString());
  }

  private void check(Path binary, ByteBuffer head) {
    int machine = head.getShort(18);
    int wanted = target.architecture().equals("arm64") ? ARM64 : AMD64;
    if (machine != wanted) {
      throw new ImageException(
          binary + " is not for " + target.architecture() + ": compile it for that");
    }
    if (target.container() && namesInterpreter(head)) {
      throw new ImageException(
          binary
              + " is dynamically linked: link it statically (for example with CGO_ENABLED=0 or"
              + " musl), or add a Dockerfile");
    }
  }

  /** A program header of type PT_INTERP names the dynamic linker. */
  private static boolean namesInterpreter(ByteBuffer head) {
    long table = head.getLong(32);
    int size = head.getShort(54);
    int count = head.getShort(56);
    for (int i = 0; i < count; i++) {
      long at = table + (long) i * size;
      if (at >= 0 && at + 4 <= head.limit() && head.getInt((int) at) == INTERPRETER) {
        return true;
      }
    }
    return false;
  }
}
