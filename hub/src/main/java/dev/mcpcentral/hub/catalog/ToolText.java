package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.protocol.json.Slice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The searchable words of one tool, by where its definition says them. */
final class ToolText {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_DEPTH = 8;

  /** Where words stand, how much one counts there, and how many are usual. */
  enum Field {
    // weights and usual lengths were fitted on the queries of ToolSearchRecallTest, without its
    // hold-out
    NAME(5, 3, 32),
    TITLE(2, 3, 32),
    SERVER(5, 1, 32),
    SUMMARY(2, 10, 40),
    DESCRIPTION(0.5, 60, 300),
    PARAMETER_NAME(1, 6, 200),
    PARAMETER(0.3, 50, 400);

    /** What a word counts here. */
    final double weight;

    /** Words that such a field usually has. */
    final int usualLength;

    /** Words read of one field: more would let a definition fill the index. */
    final int limit;

    Field(double weight, int usualLength, int limit) {
      this.weight = weight;
      this.usualLength = usualLength;
      this.limit = limit;
    }

    private List<String> words(String text) {
      return this == NAME ? Words.all(text, limit) : Words.of(text, limit);
    }
  }

  private final Map<Field, StringBuilder> text = new EnumMap<>(Field.class);

  private ToolText() {}

  static Map<Field, List<String>> of(ToolSearch.Tool tool) {
    ToolText text = new ToolText();
    text.add(Field.SERVER, tool.server());
    String prefix = tool.server() + "__";
    text.add(
        Field.NAME,
        tool.name().startsWith(prefix) ? tool.name().substring(prefix.length()) : tool.name());
    text.addDefinition(tool.definition());
    Map<Field, List<String>> words = new EnumMap<>(Field.class);
    text.text.forEach((field, all) -> words.put(field, field.words(all.toString())));
    return words;
  }

  private void addDefinition(Slice definition) {
    JsonNode json;
    try {
      json = JSON.readTree(definition.array(), definition.offset(), definition.length());
    } catch (JacksonException unreadable) {
      return; // found by its name only
    }
    add(
        Field.TITLE,
        json.path("title").asString(json.path("annotations").path("title").asString("")));
    String description = json.path("description").asString("");
    int end = endOfSummary(description);
    add(Field.SUMMARY, description.substring(0, end));
    add(Field.DESCRIPTION, description.substring(end));
    addSchema(json.path("inputSchema"), 0);
  }

  private void addSchema(JsonNode schema, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    add(Field.PARAMETER, schema.path("description").asString(""));
    for (JsonNode value : schema.path("enum")) {
      add(Field.PARAMETER, value.asString(""));
    }
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          add(Field.PARAMETER_NAME, property.getKey());
          addSchema(property.getValue(), depth + 1);
        });
    addSchema(schema.path("items"), depth + 1);
  }

  private void add(Field field, String words) {
    if (!words.isEmpty()) {
      text.computeIfAbsent(field, none -> new StringBuilder()).append(words).append(' ');
    }
  }

  /** Most descriptions say in their first sentence or line what the tool is for. */
  private static int endOfSummary(String description) {
    int end = description.length();
    for (String mark : List.of(". ", ".\n", "\n\n")) {
      int at = description.indexOf(mark, 20);
      end = at < 0 ? end : Math.min(end, at + 1);
    }
    return end;
  }
}
