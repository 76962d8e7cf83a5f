package dev.mcpcentral.hub.registry;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Small readings of trees whose shape nobody promises. */
final class Foreign {
  private static final int MAX_ITEMS = 256;

  private Foreign() {}

  /** The texts of a list; none for anything else. */
  static List<String> texts(JsonNode list) {
    if (list.size() > MAX_ITEMS) {
      throw new IllegalArgumentException("one of its lists has more than 256 entries");
    }
    return list.isArray() ? list.valueStream().map(item -> item.asString("")).toList() : List.of();
  }
}
