package dev.mcpcentral.hub.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Hides what looks like a secret in words that are shown to a server: by the name before it, by its
 * own look, or because it is a value of the container's environment.
 */
record Secrets(Set<String> known) {
  static final String HIDDEN = "***";

  /** Shorter values are numbers and switches. */
  private static final int MIN_KNOWN_CHARS = 6;

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(token|secret|passw|pwd|api[-_.]?key|access[-_.]?key|private[-_.]?key|signing|credential|auth|cookie|bearer|session|dsn|connection[-_.]?string|license[-_.]?key).*");

  /** Labels and options with a published meaning, none of which is a path of this machine. */
  private static final Pattern KNOWN_LABEL =
      Pattern.compile(
          "mcp\\..*|org\\.opencontainers\\.image\\..*|com\\.docker\\.network\\..*|com\\.docker\\.compose\\.(project|service|version|network|volume|oneoff|container-number)");

  private static final Pattern SPLIT = Pattern.compile("[\\s\"'`;|&()]+");
  private static final Pattern USER_INFO = Pattern.compile(".*://[^/@]+@.*", Pattern.DOTALL);
  private static final Pattern KNOWN_FORM =
      Pattern.compile(
          "(gh[oprsu]_|github_pat_|glpat-|sk-|sk_|rk_|pk_|xox[abprs]-|AKIA|ASIA|AIza|ya29\\.|hf_|npm_|pypi-|eyJ|-----BEGIN).*",
          Pattern.DOTALL);
  private static final Pattern RANDOM =
      Pattern.compile("(?=.*[A-Za-z])(?=.*\\d)[A-Za-z0-9+/_=.-]{24,}");
  private static final Pattern PLAIN_PATH = Pattern.compile("(\\.{0,2}/)?([A-Za-z_.@-]+/)+[^/]*");

  /** {@code configuration} may have {@code Env}, whose values are hidden wherever they appear. */
  static Secrets of(JsonNode configuration) {
    Set<String> known = new HashSet<>();
    for (JsonNode entry : configuration.path("Env")) {
      String text = entry.stringValue("");
      String value = text.substring(text.indexOf('=') + 1);
      if (value.length() >= MIN_KNOWN_CHARS) {
        known.add(value);
      }
    }
    return new Secrets(Set.copyOf(known));
  }

  /** The first word of a command, and a sign that there was more. */
  static String first(String command) {
    int space = command.indexOf(' ');
    return space < 0 ? command : command.substring(0, space) + " " + HIDDEN;
  }

  /** Words of a command line, in which a word can be the name of the next. */
  List<String> words(List<String> words) {
    List<String> shown = new ArrayList<>();
    boolean named = false;
    for (String word : words) {
      shown.add(named ? HIDDEN : text(word));
      named = word.startsWith("-") && word.indexOf('=') < 0 && NAME.matcher(word).matches();
    }
    return shown;
  }

  /** A word, or a line of shell, which is hidden as a whole when there is something in it. */
  String text(String text) {
    if (known.stream().anyMatch(text::contains)) {
      return HIDDEN;
    }
    List<String> words = SPLIT.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    if (words.size() < 2) {
      return word(text);
    }
    boolean named = false;
    for (String word : words) {
      if (named || !word(word).equals(word)) {
        return HIDDEN;
      }
      named = word.indexOf('=') < 0 && NAME.matcher(word).matches();
    }
    return text;
  }

  /** The value of a label or an option: anybody may have written anything there. */
  String value(String name, String value) {
    return KNOWN_LABEL.matcher(name).matches() && !NAME.matcher(name).matches()
        ? text(value)
        : HIDDEN;
  }

  private String word(String word) {
    int equals = word.indexOf('=');
    if (equals > 0) {
      String name = word.substring(0, equals);
      String value = word.substring(equals + 1);
      boolean hidden = !value.isEmpty() && (NAME.matcher(name).matches() || looks(value));
      return hidden ? name + "=" + HIDDEN : word;
    }
    return looks(word) ? HIDDEN : word;
  }

  private static boolean looks(String value) {
    return USER_INFO.matcher(value).matches()
        || KNOWN_FORM.matcher(value).matches()
        || (RANDOM.matcher(value).matches() && !PLAIN_PATH.matcher(value).matches());
  }
}
