package dev.mcpcentral.hub.audit;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads the records of one segment in order. After {@link Step.End} or {@link Step.Damage} it stays
 * where it is and may be asked again, because the hub may be writing there.
 */
final class SegmentReader implements AutoCloseable {
  private static final int CHUNK_BYTES = 256 << 10;

  private final Path file;
  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).limit(0);
  private long chunkAt;

  SegmentReader(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, READ);
  }

  Path file() {
    return file;
  }

  /** Where the next record begins. */
  long offset() {
    return chunkAt + chunk.position();
  }

  long fileSize() throws IOException {
    return channel.size();
  }

  void seek(long offset) {
    chunkAt = offset;
    chunk.limit(0);
  }

  Step next() throws IOException {
    if (!fill(Frame.BODY)) {
      return ending("an incomplete record header");
    }
    int length = chunk.getInt(chunk.position() + Frame.LENGTH);
    if (!Frame.plausibleLength(length)) {
      return damage("an impossible record length, " + length);
    }
    if (!fill(Frame.BODY + length)) {
      return ending("an incomplete record");
    }
    int at = chunk.position();
    int end = at + Frame.BODY + length;
    if (Chain.crc(crc, chunk.array(), at, end) != chunk.getInt(at + Frame.CRC)) {
      return damage("a record that does not match its checksum");
    }
    byte[] record = new byte[Frame.BODY + length];
    chunk.get(record);
    return new Frame(record);
  }

  /** Forgets what was read ahead: the file may have grown, or been cut and written again. */
  private Step damage(String what) {
    seek(offset());
    return new Step.Damage(what);
  }

  private Step ending(String what) {
    boolean clean = chunk.remaining() == 0;
    seek(offset());
    return clean ? new Step.End() : new Step.Damage(what);
  }

  private boolean fill(int needed) throws IOException {
    if (chunk.remaining() >= needed) {
      return true;
    }
    long at = offset();
    ByteBuffer next = chunk.capacity() >= needed ? chunk : ByteBuffer.allocate(needed);
    byte[] rest = new byte[chunk.remaining()];
    chunk.get(rest);
    next.clear().put(rest);
    long readAt = at + rest.length;
    while (next.hasRemaining()) {
      int read = channel.read(next, readAt);
      if (read < 0) {
        break;
      }
      readAt += read;
    }
    chunk = next.flip();
    chunkAt = at;
    return chunk.remaining() >= needed;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
