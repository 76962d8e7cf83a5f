package dev.mcpcentral.protocol.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Values of {@code Mcp-Name} and {@code Mcp-Param-*}: plain, or {@code =?base64?…?=} where plain is
 * unsafe (2026-07-28, transports).
 */
public final class HeaderValue {
  private static final String OPEN = "=?base64?";
  private static final String CLOSE = "?=";

  private HeaderValue() {}

  public static String encode(String value) {
    return isPlain(value)
        ? value
        : OPEN + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + CLOSE;
  }

  /** The value meant by a header; empty when its base64 or UTF-8 is broken. */
  public static Optional<String> decode(String header) {
    String value = header.strip();
    if (!value.startsWith(OPEN)
        || !value.endsWith(CLOSE)
        || value.length() < OPEN.length() + CLOSE.length()) {
      return Optional.of(value);
    }
    String encoded = value.substring(OPEN.length(), value.length() - CLOSE.length());
    if (encoded.length() % 4 != 0) {
      return Optional.empty(); // the decoder forgives missing padding, other readers do not
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException broken) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(String value) {
    boolean edges =
        value.isEmpty() || value.charAt(0) > ' ' && value.charAt(value.length() - 1) > ' ';
    return edges
        && !(value.startsWith(OPEN) && value.endsWith(CLOSE))
        && value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }
}
