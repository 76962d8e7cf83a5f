package dev.mcpcentral.hub.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps values of a server's environment out of what people are told. */
final class Disclosure {
  /** Shorter values are numbers and switches, and would tear holes into every message. */
  private static final int MIN_CHARS = 5;

  private Disclosure() {}

  /** The same failure without those values; without its cause, whose message could hold them. */
  static EngineException without(Launch launch, EngineException e) {
    String message = String.valueOf(e.getMessage());
    String clean = message;
    for (String value : values(launch)) {
      clean = clean.replace(value, "***");
    }
    return clean.equals(message) ? e : new EngineException(clean);
  }

  private static List<String> values(Launch launch) {
    List<String> values = new ArrayList<>();
    for (Map<String, String> source : List.of(launch.environment(), launch.spec().env())) {
      source.values().stream().filter(value -> value.length() >= MIN_CHARS).forEach(values::add);
    }
    return values;
  }
}
