package dev.mcpcentral.hub.sbom;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The language runtimes that official images name in their environment. */
final class Runtimes {
  private static final Map<String, String> VARIABLES =
      Map.of("NODE_VERSION=", "node", "PYTHON_VERSION=", "python");

  private Runtimes() {}

  static List<Component> of(ImageContent content) {
    if (content.config().isEmpty()) {
      return List.of();
    }
    List<String> environment = ImageConfig.parse(content.config()).environment();
    return VARIABLES.entrySet().stream()
        .flatMap(variable -> runtime(environment, variable.getKey(), variable.getValue()))
        .toList();
  }

  private static Stream<Component> runtime(List<String> environment, String start, String name) {
    return environment.stream()
        .filter(entry -> entry.startsWith(start))
        .flatMap(entry -> Components.runtime(name, entry.substring(start.length())).stream());
  }
}
