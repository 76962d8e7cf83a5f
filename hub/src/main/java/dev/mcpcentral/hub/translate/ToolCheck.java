package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the tools of one server can be shown to clients. One that cannot is kept back alone: many
 * clients refuse a whole list for one bad definition.
 */
public final class ToolCheck {
  /** Larger definitions are refused, in bytes: no client's model could use them. */
  public static final int MAX_DEFINITION = 256 << 10;

  /** Characters in a tool's name (2026-07-28, server/tools, "Tool Names"). */
  public static final int MAX_NAME = 128;

  /**
   * One definition as the server sent it.
   *
   * @param name empty when it has no usable one
   * @param fault why it must not be shown, in words for the operator; null when it may be
   */
  public record Verdict(Slice definition, String name, @Nullable String fault) {}

  private ToolCheck() {}

  /** A verdict for each definition, in their order; of equal names, the first sound one stands. */
  public static List<Verdict> of(List<Slice> definitions) {
    Set<String> taken = new HashSet<>();
    List<Verdict> verdicts = new ArrayList<>(definitions.size());
    for (Slice definition : definitions) {
      Verdict verdict = of(definition);
      boolean again = verdict.fault == null && !taken.add(verdict.name);
      verdicts.add(
          again
              ? new Verdict(definition, verdict.name, "another tool has the same name")
              : verdict);
    }
    return verdicts;
  }

  private static Verdict of(Slice definition) {
    if (definition.length() > MAX_DEFINITION) {
      return new Verdict(definition, "", "its definition is larger than 256 KiB");
    }
    try {
      Node tool = Node.of(definition, Shape.WHOLE);
      String name = name(tool.get("name").text());
      return new Verdict(definition, name, fault(tool, name).orElse(null));
    } catch (MalformedJsonException malformed) {
      return new Verdict(definition, "", "its definition is malformed: " + malformed.getMessage());
    }
  }

  private static Optional<String> fault(Node tool, String name) {
    if (!tool.isObject()) {
      return Optional.of("its definition is no object");
    }
    if (name.isEmpty()) {
      return Optional.of(
          "its name is not a string of 1 to "
              + MAX_NAME
              + " characters without control characters");
    }
    return ToolMembers.fault(tool).or(() -> SchemaCheck.fault(tool));
  }

  /**
   * The name when it can be used, otherwise empty. The specification recommends letters, digits and
   * {@code _-.} only; other characters are let through, as exposed names replace them.
   */
  private static String name(@Nullable String name) {
    if (name == null || name.length() > MAX_NAME) {
      return "";
    }
    return name.chars().anyMatch(Character::isISOControl) ? "" : name;
  }
}
