package dev.mcpcentral.hub.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes the one JSON object of a record: keys in the order of the calls, no spaces, absent values
 * left out. By hand, because every call of every client pays for it twice.
 */
final class JsonBody {
  /** Longer texts are cut; what callers hand over is attacker-controlled. */
  static final int MAX_TEXT_CHARS = 1_024;

  private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
  private static final char REPLACEMENT = '\uFFFD';

  private byte[] bytes = new byte[768];
  private int length;

  private JsonBody() {}

  static JsonBody of(String type) {
    return new JsonBody().ascii("{\"v\":1,\"type\":\"").ascii(type).put('"');
  }

  JsonBody text(String key, @Nullable String value) {
    return value == null ? this : key(key).quoted(value);
  }

  JsonBody number(String key, long value) {
    return key(key).ascii(Long.toString(value));
  }

  JsonBody numbers(String key, Collection<Long> values) {
    key(key).put('[');
    String comma = "";
    for (long value : values) {
      ascii(comma).ascii(Long.toString(value));
      comma = ",";
    }
    return put(']');
  }

  /** In UTC with six decimals, so that equal times have equal bytes. */
  JsonBody time(Instant value) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(value.getEpochSecond(), value.getNano(), ZoneOffset.UTC);
    key("time").put('"').digits(utc.getYear(), 4).put('-').digits(utc.getMonthValue(), 2);
    put('-').digits(utc.getDayOfMonth(), 2).put('T').digits(utc.getHour(), 2).put(':');
    digits(utc.getMinute(), 2).put(':').digits(utc.getSecond(), 2).put('.');
    return digits(utc.getNano() / 1_000, 6).put('Z').put('"');
  }

  JsonBody end() {
    return put('}');
  }

  int length() {
    return length;
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, length);
  }

  private JsonBody key(String key) {
    return put(',').put('"').ascii(key).put('"').put(':');
  }

  private JsonBody quoted(String value) {
    put('"');
    int end = Math.min(value.length(), MAX_TEXT_CHARS);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        escaped(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        utf8(Character.toCodePoint(c, value.charAt(++i)));
      } else {
        utf8(Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return (end < value.length() ? utf8('\u2026') : this).put('"');
  }

  private void escaped(char c) {
    if (c == '"' || c == '\\') {
      put('\\').put(c);
    } else if (c >= 0x20) {
      put(c);
    } else {
      ascii("\\u00").put((char) HEX[c >> 4]).put((char) HEX[c & 15]);
    }
  }

  private JsonBody utf8(int codePoint) {
    if (codePoint < 0x800) {
      return octet(0xC0 | (codePoint >> 6)).continuation(codePoint);
    }
    if (codePoint < 0x10000) {
      return octet(0xE0 | (codePoint >> 12)).continuation(codePoint >> 6).continuation(codePoint);
    }
    octet(0xF0 | (codePoint >> 18)).continuation(codePoint >> 12);
    return continuation(codePoint >> 6).continuation(codePoint);
  }

  private JsonBody continuation(int bits) {
    return octet(0x80 | (bits & 0x3F));
  }

  private JsonBody digits(int value, int width) {
    int divisor = 1;
    for (int i = 1; i < width; i++) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      put((char) ('0' + value / divisor % 10));
    }
    return this;
  }

  private JsonBody ascii(String value) {
    for (int i = 0; i < value.length(); i++) {
      put(value.charAt(i));
    }
    return this;
  }

  private JsonBody put(char ascii) {
    return octet(ascii);
  }

  private JsonBody octet(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) value;
    return this;
  }
}
