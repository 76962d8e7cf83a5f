package dev.mcpcentral.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer into which JSON is spliced from slices and literal text. Used by one thread. */
public final class JsonBuffer {
  private byte[] bytes;
  private int length;

  public JsonBuffer(int expectedLength) {
    bytes = new byte[Math.max(64, expectedLength)];
  }

  /** Appends text that is JSON already and plain ASCII. */
  @SuppressWarnings(
      "deprecation") // getBytes(int, int, byte[], int) is the one copy without an intermediate
  // array
  public JsonBuffer raw(String ascii) {
    reserve(ascii.length());
    ascii.getBytes(0, ascii.length(), bytes, length);
    length += ascii.length();
    return this;
  }

  /** Appends text as a quoted JSON string. */
  public JsonBuffer string(String text) {
    byte[] literal = JsonStrings.quote(text).getBytes(StandardCharsets.UTF_8);
    return bytes(literal, 0, literal.length);
  }

  public JsonBuffer slice(Slice slice) {
    return bytes(slice.array(), slice.offset(), slice.length());
  }

  public JsonBuffer number(long value) {
    return raw(Long.toString(value));
  }

  /** Separates what comes next from the member or element before it, if there is one. */
  public JsonBuffer comma() {
    boolean first = length == 0 || bytes[length - 1] == '{' || bytes[length - 1] == '[';
    return first ? this : raw(",");
  }

  /** Begins a member, after a comma where one is needed; its value comes next. */
  public JsonBuffer name(String name) {
    return comma().string(name).raw(":");
  }

  /** Appends a member, after a comma where one is needed. */
  public JsonBuffer member(String name, Slice value) {
    return name(name).slice(value);
  }

  /** Appends bytes {@code from} to {@code to} of an array. */
  public JsonBuffer range(byte[] source, int from, int to) {
    return bytes(source, from, to - from);
  }

  private JsonBuffer bytes(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
    return this;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, count)));
    }
  }

  public int length() {
    return length;
  }

  /** What was written so far, sharing the buffer: do not append afterwards. */
  public Slice slice() {
    return Slice.of(bytes, 0, length);
  }
}
