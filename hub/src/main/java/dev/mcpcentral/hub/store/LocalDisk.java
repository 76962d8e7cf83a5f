package dev.mcpcentral.hub.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file system of this machine. */
final class LocalDisk implements Disk {
  static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @Override
  public LogFile open(Path file) throws IOException {
    FileChannel.open(file, Set.of(CREATE, WRITE), OWNER_FILE).close();
    RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
    try {
      return new LocalLogFile(opened);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  /**
   * No channel: one that is interrupted closes itself, and callers who write may be interrupted at
   * any time.
   */
  private static final class LocalLogFile implements LogFile {
    private final RandomAccessFile file;
    private long end;

    LocalLogFile(RandomAccessFile file) throws IOException {
      this.file = file;
      this.end = file.length();
    }

    @Override
    public long size() {
      return end;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      file.seek(end);
      file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
      bytes.position(bytes.limit());
      end += length;
    }

    @Override
    public void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.setLength(size);
      end = file.length();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
