package dev.mcpcentral.hub.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class NearestWord {
  private static final int MAX_WORD = 64;

  private NearestWord() {}

  /**
   * The closest of the words, unless even that one differs in more than half of its letters; two
   * letters may differ always, since swapping neighbours counts as two.
   */
  static Optional<String> of(String written, Collection<String> words) {
    if (written.length() > MAX_WORD) {
      return Optional.empty();
    }
    return words.stream()
        .filter(word ->
            distance(written, word) <= Math.max(2, word.length() / 2)
                && distance(written, word) < word.length())
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /** Levenshtein's edit distance, computed row by row. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
