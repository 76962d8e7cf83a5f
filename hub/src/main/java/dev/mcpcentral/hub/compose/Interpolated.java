package dev.mcpcentral.hub.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a compose file after its variables: defaults are taken, and nothing is read from
 * anybody's environment, where secrets are.
 *
 * @param missing variables without a default, whose place in {@code text} is empty
 */
record Interpolated(String text, List<String> missing) {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([^{}]*))?\\})");

  static Interpolated of(String written) {
    List<String> missing = new ArrayList<>();
    Matcher variable = VARIABLE.matcher(written);
    StringBuilder text = new StringBuilder();
    while (variable.find()) {
      String value = "";
      if (variable.group(1) != null) {
        value = "$";
      } else if (variable.group(4) != null && variable.group(4).endsWith("-")) {
        value = variable.group(5);
      } else {
        missing.add(variable.group(2) == null ? variable.group(3) : variable.group(2));
      }
      variable.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    variable.appendTail(text);
    return new Interpolated(text.toString(), List.copyOf(missing));
  }
}
