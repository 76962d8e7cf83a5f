package dev.mcpcentral.hub.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an environment value is better not kept in clear text; a guess, with its reason. */
public final class SecretGuess {
  private static final List<String> PREFIXES =
      List.of(
          "ghp_",
          "gho_",
          "ghs_",
          "github_pat_",
          "glpat-",
          "sk-",
          "sk_live_",
          "rk_live_",
          "xoxb-",
          "xoxp-",
          "xapp-",
          "AKIA",
          "ASIA",
          "AIza",
          "ya29.",
          "npm_",
          "pypi-",
          "hf_",
          "dop_v1_",
          "mcpc_",
          "mcpo_",
          "eyJ",
          "-----BEGIN");

  private static final List<String> WORDS =
      List.of("TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "KEY");

  private static final Pattern RANDOM_LOOKING = Pattern.compile("[A-Za-z0-9+/=_-]{20,}");
  private static final double BITS_PER_CHARACTER = 3.5;

  private SecretGuess() {}

  /** Why {@code value} under {@code key} looks like a secret; empty when it does not. */
  public static Optional<String> reason(String key, String value) {
    if (value.isBlank()) {
      return Optional.empty();
    }
    if (PREFIXES.stream().anyMatch(value::startsWith)) {
      return Optional.of("it begins like a known kind of token");
    }
    String upper = key.toUpperCase(Locale.ROOT);
    if (WORDS.stream().anyMatch(upper::contains)) {
      return Optional.of("by its name");
    }
    return looksRandom(value) ? Optional.of("it looks random") : Optional.empty();
  }

  private static boolean looksRandom(String value) {
    return RANDOM_LOOKING.matcher(value).matches()
        && value.chars().anyMatch(Character::isDigit)
        && value.chars().anyMatch(Character::isLetter)
        && entropy(value) >= BITS_PER_CHARACTER;
  }

  /** Shannon's, in bits for each character. */
  private static double entropy(String value) {
    double length = value.length();
    return value
        .chars()
        .distinct()
        .mapToDouble(c -> value.chars().filter(other -> other == c).count() / length)
        .map(share -> -share * Math.log(share) / Math.log(2))
        .sum();
  }
}
