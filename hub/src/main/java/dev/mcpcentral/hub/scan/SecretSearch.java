package dev.mcpcentral.hub.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds credentials in bytes. Every position is looked at once, and from there at most a few
 * hundred bytes ahead, whatever the input is.
 */
final class SecretSearch {
  /** Fewer different letters than this are a placeholder: {@code ghp_xxxxxxxx…}. */
  private static final int FEWEST_LETTERS = 8;

  private static final Set<String> PLACEHOLDERS =
      Set.of("example", "xxxx", "placeholder", "your", "abcdefghij", "1234567890");

  private static final List<List<SecretKind>> BY_FIRST = byFirst();

  private SecretSearch() {}

  private static List<List<SecretKind>> byFirst() {
    List<List<SecretKind>> byFirst = new ArrayList<>();
    for (int c = 0; c < 256; c++) {
      int first = c;
      byFirst.add(
          SecretKinds.ALL.stream().filter(kind -> kind.start().charAt(0) == first).toList());
    }
    return byFirst;
  }

  /** The kinds that occur, in words; none of the secrets themselves. */
  static Set<String> find(byte[] bytes, int length) {
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '-' && PrivateKeys.at(bytes, length, i)) {
        found.add("a private key");
      }
      List<SecretKind> kinds = BY_FIRST.get(bytes[i] & 0xff);
      if (!kinds.isEmpty() && !(i > 0 && partOfWord(bytes[i - 1]))) {
        at(bytes, length, i, kinds).ifPresent(found::add);
      }
    }
    return found;
  }

  static Set<String> find(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return find(bytes, bytes.length);
  }

  private static Optional<String> at(byte[] bytes, int length, int at, List<SecretKind> kinds) {
    return kinds.stream()
        .filter(kind -> matches(kind, bytes, length, at))
        .map(SecretKind::name)
        .findFirst();
  }

  private static boolean matches(SecretKind kind, byte[] bytes, int length, int at) {
    String start = kind.start();
    if (at + start.length() + kind.least() > length) {
      return false;
    }
    for (int i = 1; i < start.length(); i++) {
      if (bytes[at + i] != start.charAt(i)) {
        return false;
      }
    }
    int begin = at + start.length();
    int end = begin;
    while (end < length && end - begin <= kind.most() && kind.alphabet().has(bytes[end])) {
      end++;
    }
    int size = end - begin;
    return size >= kind.least()
        && size <= kind.most()
        && real(kind, new String(bytes, begin, size, ISO_8859_1));
  }

  private static boolean real(SecretKind kind, String token) {
    BitSet letters = new BitSet();
    token.chars().forEach(letters::set);
    String lower = token.toLowerCase(Locale.ROOT);
    return letters.cardinality() >= FEWEST_LETTERS
        && token.contains(kind.part())
        && PLACEHOLDERS.stream().noneMatch(lower::contains)
        && token.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean partOfWord(byte before) {
    return SecretKind.Alphabet.WORD.has(before);
  }
}
