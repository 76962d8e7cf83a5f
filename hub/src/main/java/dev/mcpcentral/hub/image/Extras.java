package dev.mcpcentral.hub.image;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Debian packages that a program needs beside it.
 *
 * @param names in alphabetical order, each once
 */
record Extras(List<String> names) {
  static final Extras NONE = new Extras(List.of());

  private static final int READABLE = 60;

  Extras {
    names = List.copyOf(names);
  }

  static Extras of(List<String> packages) {
    return new Extras(packages.stream().distinct().sorted().toList());
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** What a folder's name ends with; nothing when there are none, a hash when there are many. */
  String suffix() {
    String joined = "+" + String.join("+", names);
    if (isEmpty()) {
      return "";
    }
    if (joined.length() <= READABLE) {
      return joined;
    }
    byte[] hash = LayerTar.sha256().digest(joined.getBytes(StandardCharsets.UTF_8));
    return "+" + HexFormat.of().formatHex(hash, 0, 8);
  }
}
