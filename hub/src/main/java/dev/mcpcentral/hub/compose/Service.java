package dev.mcpcentral.hub.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** One service of somebody's compose file, in the two forms that Compose has for most keys. */
final class Service {
  private final String name;
  private final SequencedMap<String, Object> entries = new LinkedHashMap<>();

  Service(String name, Object value) {
    this.name = name;
    if (!(value instanceof Map<?, ?> map)) {
      throw new ComposeException("it is no mapping");
    }
    map.forEach((key, inner) -> entries.put(String.valueOf(key), inner));
  }

  SequencedMap<String, Object> entries() {
    return entries;
  }

  /** A single value, after its variables. */
  Optional<Interpolated> text(String key) {
    return Optional.ofNullable(entries.get(key))
        .map(value -> {
          if (value instanceof String text) {
            return Interpolated.of(text);
          }
          throw new ComposeException("its '" + key + "' is no single value");
        });
  }

  /** A list of anything; a single value counts as one item. */
  List<Object> list(String key) {
    return switch (entries.get(key)) {
      case null -> List.of();
      case List<?> list -> List.copyOf(list);
      case String one -> one.isEmpty() ? List.of() : List.of(one);
      default -> throw new ComposeException("its '" + key + "' is no list");
    };
  }

  /** {@code KEY: value} or {@code - KEY=value}; a key without a value has the empty one. */
  SequencedMap<String, String> pairs(String key) {
    SequencedMap<String, String> pairs = new LinkedHashMap<>();
    switch (entries.get(key)) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((inner, value) -> {
            if (!(value instanceof String text)) {
              throw new ComposeException("a value of its '" + key + "' is no single value");
            }
            pairs.put(String.valueOf(inner), text);
          });
      case List<?> list -> list.forEach(item -> pair(key, item, pairs));
      default -> throw new ComposeException("its '" + key + "' is neither a mapping nor a list");
    }
    return pairs;
  }

  private static void pair(String key, Object item, Map<String, String> pairs) {
    if (!(item instanceof String text)) {
      throw new ComposeException("an item of its '" + key + "' is no single value");
    }
    int equals = text.indexOf('=');
    pairs.put(
        equals < 0 ? text : text.substring(0, equals),
        // Compose takes such a variable from the environment of whoever starts it.
        equals < 0 ? "${" + text + "}" : text.substring(equals + 1));
  }

  List<String> keys() {
    return new ArrayList<>(entries.keySet());
  }

  @Override
  public String toString() {
    return name;
  }
}
