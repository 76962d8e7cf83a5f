package dev.mcpcentral.hub.egress;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The form in which it is kept what a server asked for. */
final class LessonText {
  private static final JsonMapper JSON = JsonMapper.shared();

  private LessonText() {}

  static String of(List<Asked> asked) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray("asked");
    for (Asked each : asked) {
      ObjectNode node = all.addObject();
      node.put("host", each.host()).put("port", each.port());
      node.put("connections", each.traffic().allowed());
      node.put("refused", each.traffic().refused());
      node.put("bytesUp", each.traffic().bytesUp());
      node.put("bytesDown", each.traffic().bytesDown());
    }
    return root + "\n";
  }

  /** Refuses anything else with {@link IllegalArgumentException}. */
  static List<Asked> parse(String text) {
    try {
      List<Asked> asked = new ArrayList<>();
      for (JsonNode node : JSON.readTree(text).path("asked")) {
        asked.add(one(node));
      }
      return asked.subList(0, Math.min(asked.size(), Lesson.MAX_DESTINATIONS));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static Asked one(JsonNode node) {
    String host = node.path("host").asString("");
    int port = node.path("port").asInt(-1);
    if (Host.parse(host).isEmpty() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException("'" + host + "' at " + port + " is no destination");
    }
    return new Asked(
        host,
        port,
        new Traffic(
            node.path("connections").asLong(0),
            node.path("refused").asLong(0),
            node.path("bytesUp").asLong(0),
            node.path("bytesDown").asLong(0)));
  }
}
