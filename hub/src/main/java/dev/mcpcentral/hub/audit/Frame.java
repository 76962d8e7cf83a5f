package dev.mcpcentral.hub.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * One record as it lies in a segment; numbers are big-endian.
 *
 * <pre>
 *  0   4  length of the body
 *  4   4  CRC32C of bytes 0-3 and 8-end
 *  8   8  sequence number
 * 16   4  index within its batch: the records of one batch were written and forced together
 * 20  32  hash of the previous record
 * 52   n  body, a JSON object in UTF-8
 * </pre>
 */
final class Frame implements Step {
  static final int LENGTH = 0;
  static final int CRC = 4;
  static final int SEQ = 8;
  static final int INDEX = 16;
  static final int PREVIOUS = 20;
  static final int HASH_BYTES = 32;
  static final int BODY = PREVIOUS + HASH_BYTES;

  /** Far more than any record has; bounds what a reader allocates for a damaged length. */
  static final int MAX_BODY_BYTES = 4 << 20;

  private final byte[] bytes;

  Frame(byte[] bytes) {
    this.bytes = bytes;
  }

  long seq() {
    return ByteBuffer.wrap(bytes).getLong(SEQ);
  }

  boolean follows(byte[] previousHash) {
    return Arrays.equals(bytes, PREVIOUS, BODY, previousHash, 0, HASH_BYTES);
  }

  /** What the next record must carry. */
  byte[] hash(MessageDigest sha256) {
    byte[] hash = new byte[HASH_BYTES];
    Chain.hash(sha256, bytes, 0, bytes.length, hash);
    return hash;
  }

  String json() {
    return new String(bytes, BODY, bytes.length - BODY, UTF_8);
  }

  /** The body, read no further than its kind and the intents it names. */
  Kind kind() {
    return Kind.of(bytes, BODY);
  }

  int size() {
    return bytes.length;
  }

  static boolean plausibleLength(int length) {
    return length > 0 && length <= MAX_BODY_BYTES;
  }
}
