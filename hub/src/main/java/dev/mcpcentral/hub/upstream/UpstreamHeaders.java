package dev.mcpcentral.hub.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Header fields, encoded once: what all requests to a server share is built before the first of
 * them. Immutable. Host, Content-Length and the headers of the connection are not in here; whoever
 * sends the request adds them.
 */
public final class UpstreamHeaders {
  public static final UpstreamHeaders NONE = new UpstreamHeaders(new byte[0]);

  private static final Set<String> OWN =
      Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "expect");

  private final byte[] block;

  private UpstreamHeaders(byte[] block) {
    this.block = block;
  }

  /**
   * These fields and one more.
   *
   * @throws IllegalArgumentException when name or value could be mistaken for something else on the
   *     wire
   */
  public UpstreamHeaders with(String name, String value) {
    check(name, value);
    byte[] line = (name + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] longer = Arrays.copyOf(block, block.length + line.length);
    System.arraycopy(line, 0, longer, block.length, line.length);
    return new UpstreamHeaders(longer);
  }

  private static void check(String name, String value) {
    for (int i = 0; i < name.length(); i++) {
      if (!UpstreamHead.isNameByte(name.charAt(i))) {
        throw new IllegalArgumentException("not a header name");
      }
    }
    if (name.isEmpty() || OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the header '" + name + "' is not for callers to set");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new IllegalArgumentException("a header value must be printable ASCII: " + name);
      }
    }
  }

  /** Whole lines, each with its line break. Shared, not to be changed. */
  byte[] block() {
    return block;
  }

  void forEach(BiConsumer<String, String> action) {
    new String(block, StandardCharsets.ISO_8859_1)
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          action.accept(line.substring(0, colon), line.substring(colon + 2));
        });
  }

  /** Names no value: some are credentials. */
  @Override
  public String toString() {
    return "UpstreamHeaders[" + block.length + " bytes]";
  }
}
