package dev.mcpcentral.hub.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every place in a JSON Schema where a schema stands; data in it, such as defaults, is none. */
final class Subschemas {
  /** Keywords whose value is a schema, or an array of schemas. */
  private static final Set<String> SCHEMAS =
      Set.of(
          "items",
          "prefixItems",
          "additionalItems",
          "unevaluatedItems",
          "contains",
          "additionalProperties",
          "unevaluatedProperties",
          "propertyNames",
          "contentSchema",
          "oneOf",
          "anyOf",
          "allOf",
          "not",
          "if",
          "then",
          "else");

  /** Keywords whose value has a schema under each name. */
  private static final Set<String> NAMED =
      Set.of(
          "properties",
          "patternProperties",
          "dependentSchemas",
          "dependencies",
          "$defs",
          "definitions");

  @FunctionalInterface
  interface Visitor {
    /**
     * Sees one schema.
     *
     * @param path the names of the properties that lead here from the root by {@code properties}
     *     alone; null when there is no such way
     */
    void visit(Node schema, @Nullable List<String> path);
  }

  private Subschemas() {}

  /** Visits the schema and all below it; the depth is bounded by that of accepted JSON. */
  static void visit(Node root, Visitor visitor) {
    visit(root, List.of(), visitor);
  }

  private static void visit(Node schema, @Nullable List<String> path, Visitor visitor) {
    if (!schema.isObject()) {
      return;
    }
    visitor.visit(schema, path);
    for (int i = 0; i < schema.names().size(); i++) {
      String keyword = schema.names().get(i);
      Node value = schema.values().get(i);
      if (NAMED.contains(keyword)) {
        named(value, keyword.equals("properties") ? path : null, visitor);
      } else if (SCHEMAS.contains(keyword)) {
        visit(value, null, visitor);
        value.elements().forEach(element -> visit(element, null, visitor));
      }
    }
  }

  private static void named(Node map, @Nullable List<String> path, Visitor visitor) {
    for (int i = 0; i < map.values().size(); i++) {
      visit(map.values().get(i), path == null ? null : plus(path, map.names().get(i)), visitor);
    }
  }

  private static List<String> plus(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }
}
