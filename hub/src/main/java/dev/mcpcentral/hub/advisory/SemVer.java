package dev.mcpcentral.hub.advisory;

import java.util.Comparator;
import java.util.List;

/**
 * The order of Semantic Versioning 2.0.0 §11, for numbers of any length and with or without all
 * three of them; build metadata does not count.
 */
record SemVer(List<String> numbers, List<String> preRelease) implements Comparable<SemVer> {
  private static final Comparator<String> NUMERIC =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /**
   * Reads {@code 1.2.3-rc.1+build}, also with a {@code v} before it.
   *
   * @throws IllegalArgumentException for anything else
   */
  static SemVer parse(String text) {
    String core = text.startsWith("v") ? text.substring(1) : text;
    int plus = core.indexOf('+');
    core = plus < 0 ? core : core.substring(0, plus);
    int dash = core.indexOf('-');
    List<String> numbers = List.of((dash < 0 ? core : core.substring(0, dash)).split("\\.", -1));
    if (!numbers.stream().allMatch(SemVer::numeric)) {
      throw new IllegalArgumentException("not a semantic version: " + text);
    }
    return new SemVer(
        numbers.stream().map(SemVer::withoutZeros).toList(),
        dash < 0 ? List.of() : List.of(core.substring(dash + 1).split("\\.", -1)));
  }

  @Override
  public int compareTo(SemVer other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int order = NUMERIC.compare(at(numbers, i), at(other.numbers, i));
      if (order != 0) {
        return order;
      }
    }
    if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
      return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
    }
    return comparePreReleases(other.preRelease);
  }

  private int comparePreReleases(List<String> others) {
    for (int i = 0; i < Math.min(preRelease.size(), others.size()); i++) {
      int order = compareIdentifiers(preRelease.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(preRelease.size(), others.size());
  }

  private static int compareIdentifiers(String one, String other) {
    if (numeric(one) && numeric(other)) {
      return NUMERIC.compare(withoutZeros(one), withoutZeros(other));
    }
    if (numeric(one) || numeric(other)) {
      return numeric(one) ? -1 : 1;
    }
    return one.compareTo(other);
  }

  private static String at(List<String> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : "0";
  }

  private static boolean numeric(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String withoutZeros(String digits) {
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    return digits.substring(first);
  }
}
