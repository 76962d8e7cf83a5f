package dev.mcpcentral.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Options of {@code add} in the form of the configuration file, whose rules the hub applies. Paths
 * are relative to where the person is, not to where the file is, so they are made absolute here.
 */
final class Declared {
  private static final String FOLDER = "dir:";

  private Declared() {}

  static String source(String written, Surroundings here) {
    return written.startsWith(FOLDER)
        ? FOLDER + here.resolve(written.substring(FOLDER.length()))
        : written;
  }

  static Map<String, String> environment(List<String> pairs) {
    return pairs("--env wants KEY=VALUE", pairs);
  }

  static Map<String, String> secrets(List<String> pairs) {
    return pairs("--secret wants KEY=env:VARIABLE or KEY=file:/path", pairs);
  }

  private static Map<String, String> pairs(String otherwise, List<String> pairs) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        // The text may be a secret that lost its key, so it is not repeated.
        throw CommandFailure.usage(otherwise);
      }
      environment.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return environment;
  }

  /** {@code PARAMETER=VALUE}, each once. */
  static Map<String, String> choices(List<String> pairs) {
    Map<String, String> choices = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        // The text may be a secret that lost its name, so it is not repeated.
        throw CommandFailure.usage("--set wants PARAMETER=VALUE");
      }
      choices.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return choices;
  }

  /** {@code HOST:CONTAINER[:ro|:rw]}; a host path may hold colons. */
  static JsonObject mount(String written, Surroundings here) {
    String mode = written.endsWith(":rw") ? "rw" : "ro";
    boolean said = written.endsWith(":rw") || written.endsWith(":ro");
    String paths = said ? written.substring(0, written.length() - 3) : written;
    int colon = paths.lastIndexOf(":/");
    if (colon < 1) {
      throw CommandFailure.usage(
          "--mount wants HOST:CONTAINER, with an absolute CONTAINER path, not '" + written + "'");
    }
    return new JsonObject()
        .put("source", here.resolve(paths.substring(0, colon)).toString())
        .put("target", paths.substring(colon + 1))
        .put("mode", mode);
  }

  /** {@code NAME:CONTAINER}. */
  static JsonObject volume(String written) {
    int colon = written.indexOf(':');
    if (colon < 1) {
      throw CommandFailure.usage("--volume wants NAME:CONTAINER, not '" + written + "'");
    }
    return new JsonObject()
        .put("name", written.substring(0, colon))
        .put("target", written.substring(colon + 1));
  }
}
