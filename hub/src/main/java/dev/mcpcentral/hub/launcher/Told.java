package dev.mcpcentral.hub.launcher;

import dev.mcpcentral.hub.engine.EngineException;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.secret.SecretException;
import dev.mcpcentral.hub.secret.SecretLookup;
import dev.mcpcentral.hub.secret.SecretValue;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a hub tells its launcher in confidence, and how it is written. */
final class Told {
  private Told() {}

  /** What the references of a launch lead to on this side; nothing for what is only tried. */
  static Map<String, String> of(Launch launch, SecretLookup lookup) {
    if (!launch.spec().oversight().enabled()) {
      return Map.of();
    }
    try {
      Map<String, String> told = new LinkedHashMap<>();
      lookup
          .references(launch.spec())
          .forEach(
              (name, value) -> told.put(name, Base64.getEncoder().encodeToString(value.bytes())));
      return told;
    } catch (SecretException e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads the written form; refused without repeating it. */
  static Map<String, SecretValue> values(Map<String, String> told) {
    Map<String, SecretValue> values = new LinkedHashMap<>();
    told.forEach((name, text) -> {
      try {
        values.put(name, new SecretValue(Base64.getDecoder().decode(text)));
      } catch (IllegalArgumentException _) {
        throw new EngineException("the secret " + name + " has no value that a server can be told");
      }
    });
    return values;
  }
}
