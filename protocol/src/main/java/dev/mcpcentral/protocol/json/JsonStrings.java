package dev.mcpcentral.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON string literals. */
public final class JsonStrings {
  private JsonStrings() {}

  /** The text of a string literal that {@link JsonScan} has accepted. */
  public static String decode(Slice literal) {
    String raw =
        new String(
            literal.array(), literal.offset() + 1, literal.length() - 2, StandardCharsets.UTF_8);
    return raw.indexOf('\\') < 0 ? raw : unescape(raw);
  }

  /**
   * The strings of the array that {@code scanned} is, a value inside of JSON that was accepted
   * before; other elements are left out. None when it is absent or no array.
   */
  public static List<String> texts(@Nullable Slice scanned) {
    if (scanned == null || scanned.length() <= "[]".length() || scanned.at(0) != '[') {
      return List.of();
    }
    try {
      return JsonScan.array(scanned).stream()
          .filter(element -> element.at(0) == '"')
          .map(JsonStrings::decode)
          .toList();
    } catch (MalformedJsonException notScanned) {
      return List.of();
    }
  }

  private static String unescape(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (raw.charAt(++i) == 'u') {
        text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
        i += 4;
      } else {
        text.append(escaped(raw.charAt(i)));
      }
    }
    return text.toString();
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  /** {@code text} as a JSON string literal with its quotes. */
  public static String quote(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7F || (Character.isSurrogate(c) && !paired(text, i))) {
        literal.append(String.format("\\u%04x", c < 0xD800 ? (int) c : 0xFFFD));
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  private static boolean paired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
