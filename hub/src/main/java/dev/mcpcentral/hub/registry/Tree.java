package dev.mcpcentral.hub.registry;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Text of others, YAML or JSON, as a bounded tree. Duplicate keys, references to other parts of the
 * text, tags and several documents are refused: each makes two readers see two things.
 */
final class Tree {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NODES = 500_000;
  private static final int MAX_TEXT = 64 * 1024;
  private static final JsonNodeFactory NODES = JsonMapper.shared().getNodeFactory();

  private int nodes;

  private Tree() {}

  /**
   * @param limit of characters
   * @throws CatalogException when the text is malformed or exceeds a bound
   */
  static JsonNode read(String text, int limit) {
    if (text.length() > limit) {
      throw new CatalogException("longer than " + (limit >> 20) + " MiB");
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(limit)
            .build();
    try {
      Object root = new Load(settings).loadFromString(text);
      return new Tree().node(root, 0);
    } catch (YamlEngineException | StackOverflowError malformed) {
      // The parser's message quotes the text, which is not ours to show.
      throw new CatalogException("neither valid YAML nor JSON: " + reason(malformed), malformed);
    }
  }

  private static String reason(Throwable malformed) {
    String message = String.valueOf(malformed.getMessage());
    return Plain.text(message.lines().findFirst().orElse("malformed"), 120);
  }

  private JsonNode node(@org.jspecify.annotations.Nullable Object value, int depth) {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw new CatalogException("nested deeper than 32 levels, or of more than 500,000 values");
    }
    return switch (value) {
      case null -> NODES.nullNode();
      case Map<?, ?> map -> object(map, depth);
      case List<?> list -> array(list, depth);
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer whole -> NODES.numberNode(whole);
      default -> text(value.toString());
    };
  }

  private static JsonNode text(String text) {
    if (text.length() > MAX_TEXT) {
      throw new CatalogException("one of its texts is longer than 64 KiB");
    }
    return NODES.stringNode(text);
  }

  private ObjectNode object(Map<?, ?> map, int depth) {
    ObjectNode object = NODES.objectNode();
    map.forEach((key, value) -> object.set(String.valueOf(key), node(value, depth + 1)));
    return object;
  }

  private ArrayNode array(List<?> list, int depth) {
    ArrayNode array = NODES.arrayNode();
    list.forEach(item -> array.add(node(item, depth + 1)));
    return array;
  }
}
