package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.spec.RiskLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What a container of each level must look like, from the files {@code engine/level-….json}. */
final class Golden {
  private Golden() {}

  static SortedMap<String, String> of(RiskLevel level) {
    String file = "/engine/level-" + level.name().toLowerCase(Locale.ROOT) + ".json";
    SortedMap<String, String> fields = new TreeMap<>();
    try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(file))) {
      JsonMapper.shared()
          .readTree(in)
          .properties()
          .forEach(entry ->
              fields.put(
                  entry.getKey(), entry.getValue().stringValue(entry.getValue().toString())));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
    return fields;
  }

  /** Only the fields of one section. */
  static SortedMap<String, String> of(RiskLevel level, String section) {
    SortedMap<String, String> fields = of(level);
    fields.keySet().removeIf(name -> !name.startsWith(section + "."));
    return fields;
  }
}
