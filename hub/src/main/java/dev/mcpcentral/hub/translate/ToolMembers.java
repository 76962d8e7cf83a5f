package dev.mcpcentral.hub.translate;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The members of a tool's definition besides its schemas: absent, or of the right type. */
final class ToolMembers {
  private record Rule(String member, String type, Predicate<Node> holds) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule("title", "a string", Node::isString),
          new Rule("description", "a string", Node::isString),
          new Rule("annotations", "an object", Node::isObject),
          new Rule("icons", "an array of objects with a 'src'", ToolMembers::areIcons),
          new Rule("execution", "an object", Node::isObject),
          new Rule("_meta", "an object", Node::isObject));

  private static final List<Rule> ANNOTATIONS =
      List.of(
          new Rule("title", "a string", Node::isString),
          new Rule("readOnlyHint", "a boolean", Node::isBoolean),
          new Rule("destructiveHint", "a boolean", Node::isBoolean),
          new Rule("idempotentHint", "a boolean", Node::isBoolean),
          new Rule("openWorldHint", "a boolean", Node::isBoolean));

  private ToolMembers() {}

  static Optional<String> fault(Node tool) {
    return broken(RULES, tool, "")
        .or(() -> broken(ANNOTATIONS, tool.get("annotations"), "annotations."));
  }

  private static Optional<String> broken(List<Rule> rules, Node holder, String prefix) {
    return rules.stream()
        .filter(rule -> isBroken(rule, holder.get(rule.member)))
        .findFirst()
        .map(rule -> "its " + prefix + rule.member + " is not " + rule.type);
  }

  private static boolean isBroken(Rule rule, Node value) {
    return !value.isMissing() && !rule.holds.test(value);
  }

  private static boolean areIcons(Node icons) {
    return icons.isArray()
        && icons.elements().stream().allMatch(icon -> icon.get("src").isString());
  }
}
