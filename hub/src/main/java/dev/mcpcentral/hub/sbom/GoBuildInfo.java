package dev.mcpcentral.hub.sbom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The modules that Go's linker wrote into a binary: what {@code go version -m} prints (Go's package
 * debug/buildinfo; binaries of Go 1.18 and later).
 */
final class GoBuildInfo {
  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(ISO_8859_1);
  private static final int HEADER = 32;
  private static final int FLAGS = 15;
  private static final int INLINE_STRINGS = 2;

  /** The module list is put between two marks of 16 bytes. */
  private static final int MARK = 16;

  private GoBuildInfo() {}

  /** What is found in this part of a file; empty when the information is not in it. */
  static List<Component> find(byte[] bytes, int length) {
    int at = Bytes.indexOf(bytes, length, MAGIC);
    if (at < 0 || at + HEADER > length || (bytes[at + FLAGS] & INLINE_STRINGS) == 0) {
      return List.of();
    }
    Text version = Text.at(bytes, length, at + HEADER);
    Text modules = version == null ? null : Text.at(bytes, length, version.end());
    List<Component> found = new ArrayList<>();
    if (version != null && version.text().startsWith("go1")) {
      String number = version.text().substring(2).replaceFirst(" .*", "");
      Components.go("stdlib", number).ifPresent(found::add);
    }
    if (modules != null && modules.text().length() > 2 * MARK) {
      String text = modules.text().substring(MARK, modules.text().length() - MARK);
      found.addAll(modules(text));
    }
    return found;
  }

  /** Lines of tabs: {@code dep path version sum}; {@code =>} replaces the one before. */
  private static List<Component> modules(String text) {
    List<Component> modules = new ArrayList<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String[] fields = line.split("\t", -1);
      if (fields.length < 3) {
        continue;
      }
      if (fields[0].equals("=>") && !modules.isEmpty()) {
        modules.removeLast();
      }
      if (List.of("mod", "dep", "=>").contains(fields[0])) {
        module(fields[1], fields[2]).ifPresent(modules::add);
      }
    }
    return modules;
  }

  /** A main module that was not fetched has no version. */
  private static Optional<Component> module(String path, String version) {
    return version.startsWith("v") ? Components.go(path, version) : Optional.empty();
  }

  /** A text with its length before it, as a varint. */
  private record Text(String text, int end) {
    private static final int LONGEST = 4 << 20;

    static @org.jspecify.annotations.Nullable Text at(byte[] bytes, int length, int start) {
      int size = 0;
      int position = start;
      for (int shift = 0; shift < 28 && position < length; shift += 7) {
        byte next = bytes[position++];
        size |= (next & 0x7f) << shift;
        if (next >= 0) {
          return size <= LONGEST && position + size <= length
              ? new Text(new String(bytes, position, size, UTF_8), position + size)
              : null;
        }
      }
      return null;
    }
  }
}
