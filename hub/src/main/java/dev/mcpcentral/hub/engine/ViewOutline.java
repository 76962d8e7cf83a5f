package dev.mcpcentral.hub.engine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds a new document of those parts of another that an outline names. In an outline, an object
 * names members ({@code *} stands for all others), an array stands for all elements, and a word
 * says how a value is shown:
 *
 * <ul>
 *   <li>{@code plain}: a string, number or truth value, or a list of those, as it is
 *   <li>{@code whole}: anything, as it is
 *   <li>{@code names}: a list of {@code NAME=value}, without any value
 *   <li>{@code words}: a word or a list of words, without what looks like a secret
 *   <li>{@code first}: the first word of a command
 *   <li>{@code values}: an object of words
 * </ul>
 */
record ViewOutline(JsonNode outline, Secrets secrets) {
  private static final JsonNodeFactory NEW = JsonNodeFactory.instance;

  JsonNode apply(JsonNode value) {
    return shown(outline, value);
  }

  private JsonNode shown(JsonNode part, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    if (part.isArray()) {
      ArrayNode all = NEW.arrayNode();
      value.forEach(element -> all.add(shown(part.get(0), element)));
      return all;
    }
    return part.isObject() ? members(part, value) : leaf(part.stringValue(), value);
  }

  private JsonNode members(JsonNode part, JsonNode value) {
    ObjectNode all = NEW.objectNode();
    for (var member : value.properties()) {
      JsonNode inner = part.has(member.getKey()) ? part.get(member.getKey()) : part.get("*");
      if (inner != null) {
        all.set(member.getKey(), shown(inner, member.getValue()));
      }
    }
    return all;
  }

  private JsonNode leaf(String how, JsonNode value) {
    return switch (how) {
      case "whole" -> value;
      case "plain" -> plain(value);
      case "names" -> names(value);
      case "words" -> words(value);
      case "first" -> NEW.stringNode(Secrets.first(value.stringValue("")));
      case "values" -> values(value);
      default -> throw new IllegalStateException("an outline says '" + how + "'");
    };
  }

  private static JsonNode plain(JsonNode value) {
    if (value.isArray()) {
      ArrayNode all = NEW.arrayNode();
      value.forEach(element -> all.add(plain(element)));
      return all;
    }
    return value.isObject() ? NEW.nullNode() : value;
  }

  private static JsonNode names(JsonNode value) {
    ArrayNode all = NEW.arrayNode();
    for (JsonNode element : value) {
      String text = element.stringValue("");
      int equals = text.indexOf('=');
      all.add((equals < 0 ? text : text.substring(0, equals)) + "=" + Secrets.HIDDEN);
    }
    return all;
  }

  private JsonNode words(JsonNode value) {
    if (!value.isArray()) {
      return value.isString() ? NEW.stringNode(secrets.text(value.stringValue())) : plain(value);
    }
    ArrayNode all = NEW.arrayNode();
    boolean rows = value.size() > 0 && value.get(0).isArray();
    if (rows) {
      value.forEach(row -> all.add(words(row)));
    } else {
      secrets
          .words(value.valueStream().map(word -> word.stringValue("")).toList())
          .forEach(all::add);
    }
    return all;
  }

  private JsonNode values(JsonNode value) {
    ObjectNode all = NEW.objectNode();
    for (var member : value.properties()) {
      String text = member.getValue().stringValue("");
      all.put(member.getKey(), secrets.value(member.getKey(), text));
    }
    return all;
  }
}
