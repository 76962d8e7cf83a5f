package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Set;

/**
 * What a legacy server said, in the form of 2026-07-28. All functions keep other bytes, return the
 * same instance when nothing changes, and throw {@link MalformedJsonException} for what is not
 * strict JSON or opens more than 100,000 values.
 */
public final class ModernForm {
  private static final String COMPLETE = "\"resultType\":\"complete\"";

  private ModernForm() {}

  /** Any result: with {@code resultType}, which says that it is complete. */
  public static Slice result(Slice result) throws MalformedJsonException {
    Node node = Node.of(result, Shape.TOP);
    Edits edits = new Edits();
    if (node.get("resultType").isMissing()) {
      edits.insert(node, COMPLETE);
    }
    return edits.applyTo(result);
  }

  /**
   * The result of {@code resources/read} or of a list: also says how long it may be kept, which is
   * not at all unless the server has said so (server/utilities/caching).
   */
  public static Slice cacheable(Slice result) throws MalformedJsonException {
    Node node = Node.of(result, Shape.TOP);
    StringBuilder added = new StringBuilder();
    add(added, node, "resultType", COMPLETE);
    add(added, node, "ttlMs", "\"ttlMs\":0");
    add(added, node, "cacheScope", "\"cacheScope\":\"private\"");
    Edits edits = new Edits();
    if (!added.isEmpty()) {
      edits.insert(node, added.toString());
    }
    return edits.applyTo(result);
  }

  /** The definition of a tool, without {@code execution}: tasks of 2025-11-25 are not on offer. */
  public static Slice tool(Slice definition) throws MalformedJsonException {
    return without(definition, "execution");
  }

  /** Server capabilities, without {@code tasks} of 2025-11-25. */
  public static Slice capabilities(Slice capabilities) throws MalformedJsonException {
    return without(capabilities, "tasks");
  }

  private static Slice without(Slice json, String name) throws MalformedJsonException {
    Edits edits = new Edits();
    edits.drop(Node.of(json, Shape.TOP), Set.of(name));
    return edits.applyTo(json);
  }

  private static void add(StringBuilder added, Node result, String name, String member) {
    if (result.get(name).isMissing()) {
      added.append(added.isEmpty() ? "" : ",").append(member);
    }
  }
}
