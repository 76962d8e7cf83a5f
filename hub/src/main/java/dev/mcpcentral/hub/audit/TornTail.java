package dev.mcpcentral.hub.audit;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Tells a torn last batch, which a crash may leave and nobody was promised, from damage to records
 * that were once durable.
 *
 * <p>A batch is written and forced as one, and the next one begins only then. So a valid record of
 * a <em>later</em> batch behind the damage proves that the damaged bytes had been durable. Without
 * such a record they are the last batch, of which a power loss may keep any part.
 */
final class TornTail {
  private TornTail() {}

  /**
   * @param offset where the first bad record begins
   * @param expectedSeq the sequence number that record should have had
   */
  static boolean at(Path segment, long offset, long expectedSeq) throws IOException {
    try (FileChannel channel = FileChannel.open(segment, READ)) {
      long left = channel.size() - offset;
      if (left > Batch.MAX_BYTES) {
        return false; // no batch is that long
      }
      ByteBuffer tail = ByteBuffer.allocate((int) left);
      long at = offset;
      for (int read = 0; tail.hasRemaining() && read >= 0; at += Math.max(read, 0)) {
        read = channel.read(tail, at);
      }
      return !hasLaterBatch(tail.flip(), expectedSeq);
    }
  }

  private static boolean hasLaterBatch(ByteBuffer tail, long expectedSeq) {
    CRC32C crc = new CRC32C();
    for (int at = 0; at + Frame.BODY < tail.limit(); at++) {
      long seq = tail.getLong(at + Frame.SEQ);
      long batch = seq - tail.getInt(at + Frame.INDEX);
      if (seq > expectedSeq && batch > expectedSeq && isRecord(crc, tail, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRecord(CRC32C crc, ByteBuffer tail, int at) {
    int length = tail.getInt(at + Frame.LENGTH);
    int end = at + Frame.BODY + length;
    return Frame.plausibleLength(length)
        && end <= tail.limit()
        && Chain.crc(crc, tail.array(), at, end) == tail.getInt(at + Frame.CRC);
  }
}
