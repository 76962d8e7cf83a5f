package dev.mcpcentral.hub.compose;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a tree of maps, lists and values as YAML that every version of Compose reads alike: all
 * strings are quoted, because old ones read YAML 1.1, in which {@code on} is true and {@code 22:22}
 * a number; and a {@code $} is doubled, because it would begin a variable.
 */
final class Yaml {
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final Pattern YAML_1_1_WORD =
      Pattern.compile("(?i)y|yes|n|no|on|off|true|false|null");

  private final StringBuilder out = new StringBuilder();

  private Yaml() {}

  /** A string in which variables are meant: {@code ${LOG_LEVEL:-info}}. */
  record Template(String text) {}

  /** A map that others merge in by its name. */
  record Anchor(String name, Map<String, ?> entries) {}

  /** A map that begins with everything of an anchor. */
  record Merged(String anchor, Map<String, ?> entries) {}

  static String text(Map<String, ?> root) {
    Yaml yaml = new Yaml();
    yaml.entries(root, 0);
    return yaml.out.toString();
  }

  private void entries(Map<String, ?> entries, int indent) {
    entries.forEach((key, value) -> {
      out.repeat(' ', indent).append(key(key)).append(':');
      value(value, indent);
    });
  }

  /** What follows a colon or a dash, with the end of its line. */
  private void value(Object value, int indent) {
    switch (value) {
      case Anchor(String name, Map<String, ?> entries) -> {
        out.append(" &").append(name).append('\n');
        entries(entries, indent + 2);
      }
      case Merged(String anchor, Map<String, ?> entries) -> {
        out.append('\n').repeat(' ', indent + 2).append("<<: *").append(anchor).append('\n');
        entries(entries, indent + 2);
      }
      case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
      case Map<?, ?> map -> {
        out.append('\n');
        map.forEach((key, inner) -> {
          out.repeat(' ', indent + 2).append(key(String.valueOf(key))).append(':');
          value(inner, indent + 2);
        });
      }
      case Collection<?> list when list.isEmpty() -> out.append(" []\n");
      case Collection<?> list -> {
        out.append('\n');
        for (Object item : list) {
          out.repeat(' ', indent + 2).append('-');
          item(item, indent + 2);
        }
      }
      default -> out.append(' ').append(scalar(value)).append('\n');
    }
  }

  private void item(Object item, int indent) {
    if (item instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      map.forEach((key, inner) -> {
        out.repeat(' ', indent + 2).append(key(String.valueOf(key))).append(':');
        value(inner, indent + 2);
      });
    } else {
      value(item, indent);
    }
  }

  private static String key(String key) {
    boolean plain = PLAIN_KEY.matcher(key).matches() && !YAML_1_1_WORD.matcher(key).matches();
    return plain ? key : quoted(key);
  }

  private static String scalar(Object value) {
    return switch (value) {
      case Template(String text) -> quoted(text);
      case String text -> quoted(text.replace("$", "$$"));
      case Number number -> number.toString();
      case Boolean yes -> yes.toString();
      default -> throw new IllegalArgumentException("not a value of YAML: " + value.getClass());
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> character(quoted, c);
          }
        });
    return quoted.append('"').toString();
  }

  private static void character(StringBuilder quoted, int c) {
    if (c < ' ' || c == 0x7F || c > 0x7E) {
      quoted.append("\\u%04x".formatted(c));
    } else {
      quoted.append((char) c);
    }
  }
}
