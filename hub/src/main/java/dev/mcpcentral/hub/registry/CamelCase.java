package dev.mcpcentral.hub.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keys as the official registry has written them since September 2025: {@code registryType}. */
final class CamelCase {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern BREAK = Pattern.compile("_([a-z])");

  private CamelCase() {}

  /** A copy in which no key has an underscore inside; keys that are values stay as they are. */
  static JsonNode keys(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object.properties().forEach(one -> enter(copy, one.getKey(), one.getValue()));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(item -> copy.add(keys(item)));
      return copy;
    }
    return node;
  }

  private static void enter(ObjectNode copy, String key, JsonNode value) {
    boolean names = key.equals("variables") || key.equals("_meta");
    copy.set(camel(key), names ? value : keys(value));
  }

  private static String camel(String key) {
    return key.startsWith("_")
        ? key
        : BREAK
            .matcher(key)
            .replaceAll(letter ->
                Matcher.quoteReplacement(letter.group(1).toUpperCase(java.util.Locale.ROOT)));
  }
}
