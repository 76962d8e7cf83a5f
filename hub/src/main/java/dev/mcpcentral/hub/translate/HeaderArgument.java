package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of one argument that has a header, as the header's text before encoding. */
record HeaderArgument(ToolHeaders.Header header, String text) {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
  private static final BigDecimal MOST = BigDecimal.valueOf((1L << 53) - 1);
  private static final int MOST_DECIMALS = 30;

  /** Those arguments that are present, and not null. */
  static List<HeaderArgument> of(List<ToolHeaders.Header> headers, Slice arguments)
      throws MalformedJsonException {
    if (headers.isEmpty()) {
      return List.of();
    }
    Node root = Node.of(arguments, shape(headers));
    List<HeaderArgument> present = new ArrayList<>();
    for (ToolHeaders.Header header : headers) {
      Node value = root;
      for (String name : header.path()) {
        value = value.get(name);
      }
      String text = text(value);
      if (text != null) {
        present.add(new HeaderArgument(header, text));
      }
    }
    return present;
  }

  private static Shape shape(List<ToolHeaders.Header> headers) {
    Set<String> open = new HashSet<>();
    headers.forEach(header -> open.addAll(header.path()));
    return new Shape(open, Set.of(), false);
  }

  /** Null when there is no value that a header could carry. */
  private static @Nullable String text(Node value) {
    if (value.isString()) {
      return value.text();
    }
    if (value.isNumber()) {
      return decimal(value.slice().text());
    }
    return value.isBoolean() ? value.slice().text() : null;
  }

  /**
   * A number in plain digits, so that {@code 42}, {@code 42.0} and {@code 4.2e1} are the same; null
   * beyond 2^53 - 1, where clients no longer agree what the number is.
   */
  private static @Nullable String decimal(String literal) {
    BigDecimal number;
    try {
      number = new BigDecimal(literal).stripTrailingZeros();
    } catch (NumberFormatException exponentTooLarge) {
      return null;
    }
    // Its scale is looked at first: written out, 1e999999999 would take a gigabyte.
    boolean plain = number.scale() <= MOST_DECIMALS && number.precision() - number.scale() <= 16;
    return plain && number.abs().compareTo(MOST) <= 0 ? number.toPlainString() : null;
  }

  /** Whether a decoded header says the same; integers are compared as numbers. */
  boolean equalsText(String decoded) {
    return decoded.equals(text)
        || header.type() == ToolHeaders.Type.INTEGER
            && DECIMAL.matcher(decoded).matches()
            && DECIMAL.matcher(text).matches()
            && new BigDecimal(decoded).compareTo(new BigDecimal(text)) == 0;
  }
}
