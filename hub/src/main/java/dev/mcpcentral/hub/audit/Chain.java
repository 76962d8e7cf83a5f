package dev.mcpcentral.hub.audit;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Turns bodies into frames, each carrying the hash of the one before. For one thread at a time. */
final class Chain {
  /** What the very first record carries in place of a hash. */
  static final byte[] GENESIS = new byte[Frame.HASH_BYTES];

  private final MessageDigest sha256 = sha256();
  private final CRC32C crc = new CRC32C();
  private final byte[] last;

  Chain(byte[] last) {
    this.last = last.clone();
  }

  /** Fills in the header before the {@code bodyLength} bytes at {@code at + Frame.BODY}. */
  void seal(byte[] bytes, int at, int bodyLength, long seq, int index) {
    int end = at + Frame.BODY + bodyLength;
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(at + Frame.LENGTH, bodyLength);
    header.putLong(at + Frame.SEQ, seq);
    header.putInt(at + Frame.INDEX, index);
    header.put(at + Frame.PREVIOUS, last);
    header.putInt(at + Frame.CRC, crc(crc, bytes, at, end));
    hash(sha256, bytes, at, end, last);
  }

  /** Everything of the frame but the checksum itself. */
  static int crc(CRC32C crc, byte[] bytes, int at, int end) {
    crc.reset();
    crc.update(bytes, at + Frame.LENGTH, Integer.BYTES);
    crc.update(bytes, at + Frame.SEQ, end - at - Frame.SEQ);
    return (int) crc.getValue();
  }

  /** SHA-256 over sequence number, index, previous hash and body. */
  static void hash(MessageDigest sha256, byte[] bytes, int at, int end, byte[] into) {
    sha256.update(bytes, at + Frame.SEQ, end - at - Frame.SEQ);
    try {
      sha256.digest(into, 0, Frame.HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  byte[] last() {
    return Arrays.copyOf(last, last.length);
  }
}
