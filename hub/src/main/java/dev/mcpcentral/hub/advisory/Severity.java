package dev.mcpcentral.hub.advisory;

import java.util.Locale;

/** How bad a finding is; in this order. */
public enum Severity {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  /** Nobody said. Counts as {@link #HIGH}, because nobody said that it is harmless either. */
  UNKNOWN,
  HIGH,
  CRITICAL;

  /** Whether an image with such a finding is not let through. */
  public boolean overGate() {
    return compareTo(UNKNOWN) >= 0;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of a CVSS base score, by the CVSS specification's own table. */
  static Severity ofScore(double score) {
    if (score < 4) {
      return LOW;
    }
    if (score < 7) {
      return MEDIUM;
    }
    return score < 9 ? HIGH : CRITICAL;
  }

  /** The level that a database states in words; {@link #UNKNOWN} when it states none. */
  public static Severity ofWord(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "critical" -> CRITICAL;
      case "high", "important" -> HIGH;
      case "medium", "moderate" -> MEDIUM;
      case "low", "negligible", "unimportant", "minor" -> LOW;
      case "none", "informational" -> INFORMATIONAL;
      default -> UNKNOWN;
    };
  }

  /** The worse of two, where saying something counts for more than saying nothing. */
  public Severity worse(Severity other) {
    if (this == UNKNOWN) {
      return other;
    }
    return other == UNKNOWN || compareTo(other) >= 0 ? this : other;
  }
}
