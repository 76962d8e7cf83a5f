package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.catalog.Definition;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A definition as a tree.
 *
 * @param json null when it cannot be read, or says something twice: which of the two counts differs
 *     from client to client
 */
record DefinitionJson(Definition definition, @Nullable JsonNode json) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  static DefinitionJson of(Listing listing, Definition definition) {
    var bytes = definition.json();
    try {
      JsonNode json = JSON.readTree(bytes.array(), bytes.offset(), bytes.length());
      return new DefinitionJson(definition, withoutContent(listing, json));
    } catch (JacksonException unreadable) {
      return new DefinitionJson(definition, null);
    }
  }

  private static JsonNode withoutContent(Listing listing, JsonNode json) {
    if (listing == Listing.RESOURCES && json instanceof ObjectNode resource) {
      resource.remove("size");
      if (resource.get("annotations") instanceof ObjectNode annotations) {
        annotations.remove("lastModified");
        if (annotations.isEmpty()) {
          resource.remove("annotations");
        }
      }
    }
    return json;
  }

  /** What it is, for somebody who has not seen it. */
  List<String> summary() {
    Differences lines = new Differences();
    if (json == null) {
      return List.of("its definition says something twice or is no JSON");
    }
    lines.summary(json);
    return lines.lines();
  }

  /** How {@code after} differs, one line each; empty when it means the same. */
  List<String> otherwise(Listing listing, Definition after) {
    JsonNode young = of(listing, after).json();
    if (json == null || young == null) {
      return List.of("its bytes differ; one of them says something twice or is no JSON");
    }
    Differences lines = new Differences();
    lines.definition(json, young);
    boolean told = !lines.isEmpty() || SameJson.same(json, young);
    return told
        ? lines.lines()
        : List.of("written otherwise: " + ShownText.change(json.toString(), young.toString()));
  }
}
