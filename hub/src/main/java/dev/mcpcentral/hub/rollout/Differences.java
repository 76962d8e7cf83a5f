package dev.mcpcentral.hub.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Lines that tell one definition from another, in the words of its parts; at most 40. */
final class Differences {
  static final int MAX_LINES = 40;

  private final List<String> lines = new ArrayList<>();
  private int left;

  boolean isEmpty() {
    return lines.isEmpty();
  }

  List<String> lines() {
    if (left > 0) {
      lines.add("and " + left + " more differences");
      left = 0;
    }
    return List.copyOf(lines);
  }

  /** What a definition says that was not there before. */
  void summary(JsonNode definition) {
    String description = definition.path("description").asString("");
    if (!description.isEmpty()) {
      line("description: \"" + ShownText.of(description, ShownText.VALUE) + '"');
    }
    JsonNode schema = definition.path("inputSchema");
    Set<String> required = names(schema.path("required"));
    schema
        .path("properties")
        .properties()
        .forEach(one ->
            line(
                label("parameter", one.getKey())
                    + ": "
                    + type(one.getValue(), required.contains(one.getKey()))));
    byName(definition.path("arguments"))
        .forEach((name, argument) ->
            line(label("argument", name) + (isRequired(argument) ? ": required" : "")));
    if (definition.has("annotations")) {
      line("annotations: " + value(definition.path("annotations")));
    }
  }

  void definition(JsonNode before, JsonNode after) {
    for (String member : members(before, after)) {
      JsonNode old = before.path(member);
      JsonNode young = after.path(member);
      switch (member) {
        case "inputSchema" -> wholeSchema(new SchemaPlace(member, "parameter"), old, young);
        case "outputSchema" -> wholeSchema(new SchemaPlace(member, "result member"), old, young);
        case "arguments" -> arguments(old, young);
        case "annotations", "_meta" -> each(member, old, young);
        default -> plain(member, old, young);
      }
    }
  }

  private void wholeSchema(SchemaPlace place, JsonNode before, JsonNode after) {
    if (before.isMissingNode() || after.isMissingNode()) {
      plain(place.text(), before, after);
    } else {
      schema(place, before, after);
    }
  }

  private void schema(SchemaPlace place, JsonNode before, JsonNode after) {
    if (SameJson.same(before, after)) {
      return;
    }
    if (!before.isObject() || !after.isObject()) {
      plain(place.text(), before, after);
      return;
    }
    for (String member : members(before, after)) {
      JsonNode old = before.path(member);
      JsonNode young = after.path(member);
      switch (member) {
        case "properties" -> properties(place, before, after);
        case "required" -> required(place, before, after);
        case "items" -> schema(place.items(), old, young);
        default -> plain(place.text() + ", " + ShownText.of(member, 64), old, young);
      }
    }
  }

  private void properties(SchemaPlace place, JsonNode before, JsonNode after) {
    JsonNode old = before.path("properties");
    JsonNode young = after.path("properties");
    if (!objects(old, young)) {
      plain(place.text() + ", properties", old, young);
      return;
    }
    Set<String> required = names(after.path("required"));
    for (String name : members(old, young)) {
      SchemaPlace one = place.property(name);
      if (!old.has(name)) {
        line(one.text() + " added: " + type(young.path(name), required.contains(name)));
      } else if (!young.has(name)) {
        line(one.text() + " removed");
      } else {
        schema(one, old.path(name), young.path(name));
      }
    }
  }

  /** Of those that are in both: an added one says itself that it is required. */
  private void required(SchemaPlace place, JsonNode before, JsonNode after) {
    Set<String> old = names(before.path("required"));
    Set<String> young = names(after.path("required"));
    Set<String> all = new LinkedHashSet<>(old);
    all.addAll(young);
    for (String name : all) {
      boolean was = old.contains(name);
      boolean appears = !before.path("properties").has(name) && after.path("properties").has(name);
      boolean vanishes = before.path("properties").has(name) && !after.path("properties").has(name);
      if (was != young.contains(name) && !appears && !vanishes) {
        line(place.property(name).text() + (was ? " is no longer required" : " is now required"));
      }
    }
  }

  private void arguments(JsonNode before, JsonNode after) {
    Map<String, JsonNode> old = byName(before);
    Map<String, JsonNode> young = byName(after);
    int found = lines.size() + left;
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(young.keySet());
    for (String name : names) {
      argument(
          label("argument", name),
          old.getOrDefault(name, MissingNode.getInstance()),
          young.getOrDefault(name, MissingNode.getInstance()));
    }
    if (found == lines.size() + left) {
      plain("arguments", before, after); // their order, or something that is no argument
    }
  }

  private void argument(String label, JsonNode before, JsonNode after) {
    if (before.isMissingNode()) {
      line(label + " added" + (isRequired(after) ? ": required" : ""));
    } else if (after.isMissingNode()) {
      line(label + " removed");
    } else {
      boolean was = isRequired(before);
      if (was != isRequired(after)) {
        line(label + (was ? " is no longer required" : " is now required"));
      }
      for (String member : members(before, after)) {
        if (!member.equals("required")) {
          plain(label + ", " + ShownText.of(member, 64), before.path(member), after.path(member));
        }
      }
    }
  }

  private void each(String label, JsonNode before, JsonNode after) {
    if (!objects(before, after)) {
      plain(label, before, after);
      return;
    }
    for (String member : members(before, after)) {
      plain(label + "." + ShownText.of(member, 64), before.path(member), after.path(member));
    }
  }

  private void plain(String label, JsonNode before, JsonNode after) {
    if (!SameJson.same(before, after)) {
      line(label + ": " + change(before, after));
    }
  }

  private static String change(JsonNode before, JsonNode after) {
    if (before.isMissingNode()) {
      return "added: " + value(after);
    }
    if (after.isMissingNode()) {
      return "removed, was " + value(before);
    }
    boolean texts = before.isString() && after.isString();
    return texts
        ? ShownText.change(before.asString(), after.asString())
        : between(before.toString(), after.toString());
  }

  /** JSON needs no quotes around it. */
  private static String between(String before, String after) {
    return ShownText.of(before, ShownText.VALUE) + " → " + ShownText.of(after, ShownText.VALUE);
  }

  private static String value(JsonNode value) {
    return ShownText.of(value.toString(), ShownText.VALUE);
  }

  private static String type(JsonNode schema, boolean required) {
    JsonNode type = schema.path("type");
    String text = type.isString() ? type.asString() : type.isMissingNode() ? "any" : value(type);
    return ShownText.of(text, 64) + (required ? ", required" : "");
  }

  private static String label(String noun, String name) {
    return noun + " " + ShownText.of(name, 64);
  }

  private static boolean isRequired(JsonNode argument) {
    return argument.path("required").asBoolean(false);
  }

  private static boolean objects(JsonNode before, JsonNode after) {
    return (before.isObject() || before.isMissingNode())
        && (after.isObject() || after.isMissingNode());
  }

  private static Set<String> members(JsonNode before, JsonNode after) {
    Set<String> members = new LinkedHashSet<>(before.propertyNames());
    members.addAll(after.propertyNames());
    return members;
  }

  private static Set<String> names(JsonNode array) {
    Set<String> names = new LinkedHashSet<>();
    array.forEach(name -> names.add(name.asString("")));
    return names;
  }

  private static Map<String, JsonNode> byName(JsonNode array) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    array.forEach(one -> named.putIfAbsent(one.path("name").asString(""), one));
    return named;
  }

  private void line(String text) {
    if (lines.size() < MAX_LINES) {
      lines.add(ShownText.of(text, ShownText.LINE));
    } else {
      left++;
    }
  }
}
