package dev.mcpcentral.protocol.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A part of a byte array that nobody changes any more. Two slices are equal when their bytes are.
 *
 * <p>Slices are how arguments and results travel: what policy read, what was hashed and what is
 * forwarded are the same bytes.
 */
public final class Slice {
  private final byte[] bytes;
  private final int offset;
  private final int length;

  private Slice(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /**
   * The bytes from {@code start} (inclusive) to {@code end} (exclusive); the array must not be
   * changed afterwards.
   */
  public static Slice of(byte[] bytes, int start, int end) {
    if (start < 0 || end < start || end > bytes.length) {
      throw new IndexOutOfBoundsException(start + ".." + end + " of " + bytes.length);
    }
    return new Slice(bytes, start, end - start);
  }

  public static Slice of(byte[] bytes) {
    return new Slice(bytes, 0, bytes.length);
  }

  public static Slice of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The array that holds these bytes, shared and not to be changed. */
  public byte[] array() {
    return bytes;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public int end() {
    return offset + length;
  }

  public byte at(int index) {
    return bytes[offset + index];
  }

  public byte[] copy() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** SHA-256 of the bytes, in hex. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, offset, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has SHA-256
    }
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slice slice
        && Arrays.equals(bytes, offset, end(), slice.bytes, slice.offset, slice.end());
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < end(); i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** Tells the size only: slices hold arguments and results, which do not belong in logs. */
  @Override
  public String toString() {
    return "Slice[" + length + " bytes]";
  }
}
