package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The top level of one JSON-RPC message, found without building a tree: where its id is, its
 * method, whether it is a result or an error. Stops as soon as it has an id and one of the others.
 * Mutable and reused.
 */
final class Envelope {
  private static final byte[] ID = "id".getBytes(US_ASCII);
  private static final byte[] METHOD = "method".getBytes(US_ASCII);
  private static final byte[] RESULT = "result".getBytes(US_ASCII);
  private static final byte[] ERROR = "error".getBytes(US_ASCII);

  private int idStart;
  private int idEnd;
  private int methodStart;
  private int methodEnd;
  private boolean result;
  private boolean error;

  /**
   * Reads the object in {@code bytes[from, to)}; false when it is no JSON object or ends in the
   * middle.
   */
  boolean scan(byte[] bytes, int from, int to) {
    idStart = idEnd = methodStart = methodEnd = -1;
    result = error = false;
    int at = blanks(bytes, from, to);
    if (at >= to || bytes[at] != '{') {
      return false;
    }
    at = blanks(bytes, at + 1, to);
    while (at < to && bytes[at] == '"') {
      int keyEnd = string(bytes, at, to);
      int colon = blanks(bytes, keyEnd, to);
      if (colon >= to || bytes[colon] != ':') {
        return false;
      }
      at = member(bytes, at + 1, keyEnd - 1, blanks(bytes, colon + 1, to), to);
      if (hasId() && (result || error || methodStart >= 0)) {
        return true;
      }
      at = blanks(bytes, at, to);
      if (at < to && bytes[at] == ',') {
        at = blanks(bytes, at + 1, to);
      }
    }
    return at < to && bytes[at] == '}';
  }

  private int member(byte[] bytes, int key, int keyEnd, int value, int to) {
    if (is(bytes, key, keyEnd, RESULT)) {
      result = true;
      return hasId() ? value : value(bytes, value, to);
    }
    if (is(bytes, key, keyEnd, ERROR)) {
      error = true;
      return hasId() ? value : value(bytes, value, to);
    }
    int end = value(bytes, value, to);
    if (is(bytes, key, keyEnd, ID)) {
      idStart = value;
      idEnd = end;
    } else if (is(bytes, key, keyEnd, METHOD)) {
      methodStart = value + 1;
      methodEnd = end - 1;
    }
    return end;
  }

  /** The offset after the value that starts at {@code at}; {@code to} when it does not end. */
  private static int value(byte[] bytes, int at, int to) {
    if (at >= to) {
      return to;
    }
    return switch (bytes[at]) {
      case '"' -> string(bytes, at, to);
      case '{', '[' -> nested(bytes, at, to);
      default -> scalar(bytes, at, to);
    };
  }

  private static int nested(byte[] bytes, int from, int to) {
    int depth = 0;
    int at = from;
    while (at < to) {
      switch (bytes[at]) {
        case '"' -> at = string(bytes, at, to) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
      if (depth == 0) {
        return at;
      }
    }
    return to;
  }

  private static int string(byte[] bytes, int from, int to) {
    for (int at = from + 1; at < to; at++) {
      if (bytes[at] == '\\') {
        at++;
      } else if (bytes[at] == '"') {
        return at + 1;
      }
    }
    return to;
  }

  private static int scalar(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ',' && bytes[at] != '}' && bytes[at] > ' ') {
      at++;
    }
    return at;
  }

  private static int blanks(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] <= ' ') {
      at++;
    }
    return at;
  }

  private static boolean is(byte[] bytes, int from, int to, byte[] word) {
    return Arrays.equals(bytes, from, to, word, 0, word.length);
  }

  boolean hasId() {
    return idEnd > idStart;
  }

  /** Offset of the first byte of the id, quotes included. */
  int idStart() {
    return idStart;
  }

  /** Offset after the last byte of the id, quotes included. */
  int idEnd() {
    return idEnd;
  }

  boolean hasMethod(byte[] bytes, byte[] method) {
    return methodStart >= 0 && is(bytes, methodStart, methodEnd, method);
  }

  boolean methodStartsWith(byte[] bytes, byte[] prefix) {
    return methodStart >= 0
        && methodEnd - methodStart >= prefix.length
        && is(bytes, methodStart, methodStart + prefix.length, prefix);
  }

  /** Whether it answers with a result, as far as the scan went. */
  boolean isResult() {
    return result && !error;
  }

  boolean isError() {
    return error;
  }
}
