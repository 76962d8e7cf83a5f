package dev.mcpcentral.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of the form {@code --name value}; an unknown one is refused with the list of known ones.
 */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Arguments() {}

  /**
   * @throws BenchException when an option is unknown or has no value
   */
  static Arguments parse(List<String> words, Set<String> known) {
    Arguments arguments = new Arguments();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i).startsWith("--") ? words.get(i).substring(2) : words.get(i);
      if (!known.contains(name)) {
        throw new BenchException(
            "unknown option " + words.get(i) + "; known: --" + String.join(" --", known));
      }
      if (i + 1 == words.size()) {
        throw new BenchException("--" + name + " needs a value");
      }
      arguments.values.put(name, words.get(i + 1));
    }
    return arguments;
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  @Nullable String optional(String name) {
    return values.get(name);
  }

  int number(String name, int otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : parseInt(name, value);
  }

  double decimal(String name, double otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new BenchException("--" + name + " needs a number, not " + value, e);
    }
  }

  /** Numbers separated by commas. */
  List<Integer> numbers(String name, List<Integer> otherwise) {
    String value = values.get(name);
    return value == null
        ? otherwise
        : Arrays.stream(value.split(",", -1)).map(each -> parseInt(name, each)).toList();
  }

  private static int parseInt(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new BenchException("--" + name + " needs a whole number, not " + value, e);
    }
  }
}
