package dev.mcpcentral.hub.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** A value that is told in confidence; it prints as {@code ***}. */
public final class SecretValue {
  /** What one variable of a process can surely hold. */
  public static final int MAX_BYTES = 64 << 10;

  private final byte[] bytes;

  /** Refuses what no variable can hold with {@link IllegalArgumentException}, without the value. */
  public SecretValue(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("it is empty");
    }
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("it is longer than " + (MAX_BYTES >> 10) + " KiB");
    }
    for (byte one : bytes) {
      if (one == 0) {
        throw new IllegalArgumentException("it holds a NUL character");
      }
    }
    this.bytes = bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  /** For handing it over and for nothing else. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** For the environment of a child process and for nothing else. */
  public String text() {
    return new String(bytes, UTF_8);
  }

  boolean is(byte[] other) {
    return MessageDigest.isEqual(bytes, other);
  }

  @Override
  public String toString() {
    return "***";
  }
}
