package dev.mcpcentral.hub.sbom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The {@code package.json} of an installed npm package. */
final class NpmManifest {
  /** The package's own manifest, not one of the many inside its folders. */
  static final Pattern PATH =
      Pattern.compile("(?:.*/)?node_modules/(?:@[^/]+/)?[^/@][^/]*/package\\.json");

  private NpmManifest() {}

  static Optional<Component> parse(byte[] json) {
    try {
      JsonNode manifest = Json.MAPPER.readTree(json);
      String name = manifest.path("name").asString("");
      String version = manifest.path("version").asString("");
      return name.isEmpty() || version.isEmpty()
          ? Optional.empty()
          : Components.npm(name, version, licences(manifest));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /** Old packages have an object, or a list of them. */
  static List<String> licences(JsonNode manifest) {
    List<String> licences = new ArrayList<>();
    JsonNode one = manifest.path("license");
    licences.add(one.isObject() ? one.path("type").asString("") : one.asString(""));
    manifest
        .path("licenses")
        .valueStream()
        .map(licence -> licence.path("type").asString(""))
        .forEach(licences::add);
    return licences.stream().filter(licence -> !licence.isBlank()).distinct().toList();
  }
}
