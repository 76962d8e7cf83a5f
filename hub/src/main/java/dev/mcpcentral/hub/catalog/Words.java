package dev.mcpcentral.hub.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Text to the words that a search compares: split at everything that is no letter or digit and
 * where {@code camelCase} turns, in lower case, without the English words that say nothing, and cut
 * to their stems, so that {@code creating} finds {@code create}.
 *
 * <p>The stems are rough on purpose: a stem need not be a word, it only has to be the same for the
 * forms of one.
 */
final class Words {
  private static final int MAX_LENGTH = 40;
  private static final Set<String> SAYING_NOTHING =
      Set.of(
          ("a about all also am an and any are as at be been but by can could did do does e for from"
                  + " g had has have he her here him his how i if in into is it its just let me my no"
                  + " not of on one or our out please she should so some such than that the their"
                  + " them then there these they this those to tool tools up us use used using want was"
                  + " we were what when where whether which while who whose why will with would you your")
              .split(" "));

  private Words() {}

  /** The stems in {@code text}, in order and with repetitions, at most {@code limit}. */
  static List<String> of(String text, int limit) {
    return split(text, limit, false);
  }

  /** As {@link #of}, with the words that say nothing: what names and bare questions consist of. */
  static List<String> all(String text, int limit) {
    return split(text, limit, true);
  }

  private static List<String> split(String text, int limit, boolean all) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length() && words.size() < limit; i++) {
      if (!isPart(text.charAt(i))) {
        start = i + 1;
      } else if (endsWord(text, i)) {
        add(text.substring(start, i + 1), all, words);
        start = i + 1;
      }
    }
    return words;
  }

  /** Letters, digits, and the marks that belong to letters. */
  private static boolean isPart(char c) {
    return c < 128
        ? Character.isLetterOrDigit(c)
        : Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  /**
   * Whether a word ends at {@code i}. One ideograph is one word: such text has no spaces, and parts
   * of it must be found.
   */
  private static boolean endsWord(String text, int i) {
    if (i + 1 == text.length() || !isPart(text.charAt(i + 1))) {
      return true;
    }
    char c = text.charAt(i);
    char next = text.charAt(i + 1);
    boolean capital = Character.isUpperCase(c);
    return Character.isUpperCase(next)
        ? !capital || (i + 2 < text.length() && Character.isLowerCase(text.charAt(i + 2)))
        : Character.isIdeographic(c) || Character.isIdeographic(next);
  }

  private static void add(String word, boolean all, List<String> words) {
    if (word.length() <= MAX_LENGTH) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (all || (!SAYING_NOTHING.contains(lower) && !isNumber(lower))) {
        words.add(stem(lower));
      }
    }
  }

  /** Numbers are values, which no definition knows; by chance they would find examples. */
  private static boolean isNumber(String word) {
    return word.chars().allMatch(Character::isDigit);
  }

  static String stem(String word) {
    String stem = withoutEnding(withoutPlural(word));
    if (stem.length() > 3 && stem.endsWith("e")) {
      stem = cut(stem, 1);
    }
    int last = stem.length() - 1;
    return last > 2 && stem.charAt(last) == stem.charAt(last - 1) ? cut(stem, 1) : stem;
  }

  private static String withoutPlural(String word) {
    if (word.length() < 4 || !word.endsWith("s") || word.endsWith("ss") || word.endsWith("us")) {
      return word;
    }
    if (word.endsWith("ies") && word.length() > 4) {
      return cut(word, 3) + "y";
    }
    return word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches")
        ? cut(word, 2)
        : word.endsWith("is") ? word : cut(word, 1);
  }

  private static String withoutEnding(String word) {
    for (String ending : List.of("ing", "ed")) {
      String stem = word.endsWith(ending) ? cut(word, ending.length()) : "";
      if (stem.length() > 2 && stem.chars().anyMatch(letter -> "aeiouy".indexOf(letter) >= 0)) {
        return stem;
      }
    }
    return word.length() > 5 && (word.endsWith("tion") || word.endsWith("sion"))
        ? cut(word, 3)
        : word;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
