package dev.mcpcentral.hub.sbom;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The parts of an image's configuration that say something about its safety (OCI image
 * specification, "Image configuration").
 *
 * @param user as written; empty means root
 * @param environment entries of the form {@code NAME=value}
 * @param history the commands that the layers were made by
 */
public record ImageConfig(
    String user, List<String> environment, Map<String, String> labels, List<String> history) {
  public ImageConfig {
    environment = List.copyOf(environment);
    history = List.copyOf(history);
    labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /**
   * Reads the JSON.
   *
   * @throws ContentException when it is none
   */
  public static ImageConfig parse(String json) {
    try {
      JsonNode config = Json.MAPPER.readTree(json);
      JsonNode runs = config.path("config");
      Map<String, String> labels = new TreeMap<>();
      runs.path("Labels")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
      return new ImageConfig(
          runs.path("User").asString(""),
          runs.path("Env").valueStream().map(one -> one.asString("")).toList(),
          labels,
          config
              .path("history")
              .valueStream()
              .map(step -> step.path("created_by").asString(""))
              .toList());
    } catch (JacksonException notJson) {
      throw new ContentException("The image's configuration is not JSON", notJson);
    }
  }
}
