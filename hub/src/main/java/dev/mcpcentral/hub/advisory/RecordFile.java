package dev.mcpcentral.hub.advisory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The advisories of one ecosystem on disk: JSON records one after the other, and an index sorted by
 * the hash of the package's name. A look-up reads a few pages, however many records there are.
 */
final class RecordFile implements AutoCloseable {
  /** Hash of the name, offset, length. */
  static final int ENTRY_BYTES = Long.BYTES + Long.BYTES + Integer.BYTES;

  static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileChannel records;
  private final MappedByteBuffer index;

  private RecordFile(FileChannel records, MappedByteBuffer index) {
    this.records = records;
    this.index = index;
  }

  static Path records(Path folder, String files) {
    return folder.resolve(files + ".records");
  }

  static Path index(Path folder, String files) {
    return folder.resolve(files + ".index");
  }

  static RecordFile open(Path folder, String files) throws IOException {
    try (FileChannel channel = FileChannel.open(index(folder, files))) {
      MappedByteBuffer index = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new RecordFile(FileChannel.open(records(folder, files)), index);
    }
  }

  static long hash(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** All advisories about packages of this name. */
  List<Advisory> find(String name) throws IOException {
    long wanted = hash(name);
    List<Advisory> found = new ArrayList<>();
    for (int i = first(wanted); i < size() && hashAt(i) == wanted; i++) {
      Advisory advisory = read(i);
      if (advisory.name().equals(name)) {
        found.add(advisory);
      }
    }
    return found;
  }

  void forEach(Consumer<Advisory> action) throws IOException {
    for (int i = 0; i < size(); i++) {
      action.accept(read(i));
    }
  }

  private int size() {
    return index.capacity() / ENTRY_BYTES;
  }

  private int first(long wanted) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compare(hashAt(middle), wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long hashAt(int entry) {
    return index.getLong(entry * ENTRY_BYTES);
  }

  private Advisory read(int entry) throws IOException {
    long offset = index.getLong(entry * ENTRY_BYTES + Long.BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(index.getInt(entry * ENTRY_BYTES + 2 * Long.BYTES));
    while (bytes.hasRemaining()) {
      if (records.read(bytes, offset + bytes.position()) < 0) {
        throw new IOException("the advisory records end too early");
      }
    }
    try {
      return JSON.readValue(bytes.array(), Advisory.class);
    } catch (JacksonException damaged) {
      throw new IOException("an advisory record is damaged", damaged);
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
