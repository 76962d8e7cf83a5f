package dev.mcpcentral.hub.rollout;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether two JSON values mean the same, whatever their order of members and white space. */
final class SameJson {
  private SameJson() {}

  static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isObject() && other.isObject()) {
      return sameMembers(one, other);
    }
    if (one.isArray() && other.isArray()) {
      return sameElements(one, other);
    }
    return one.equals(other);
  }

  private static boolean sameMembers(JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    return one.properties().stream()
        .allMatch(member -> {
          JsonNode there = other.get(member.getKey());
          return there != null && sameMember(member.getKey(), member.getValue(), there);
        });
  }

  /** Some servers write the names of required parameters in the order of a hash table. */
  private static boolean sameMember(String name, JsonNode one, JsonNode other) {
    boolean set = name.equals("required") && one.isArray() && other.isArray();
    return set ? elements(one).equals(elements(other)) : same(one, other);
  }

  private static Set<JsonNode> elements(JsonNode array) {
    Set<JsonNode> elements = new HashSet<>();
    array.forEach(elements::add);
    return elements;
  }

  private static boolean sameElements(JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
