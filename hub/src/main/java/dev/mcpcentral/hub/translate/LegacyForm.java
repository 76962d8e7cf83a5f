package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Revision;
import java.util.Set;

/**
 * What a modern server said, in the form that a client of an older revision accepts: some clients
 * refuse a whole result, or a whole {@code tools/list}, for one field that their revision lacks.
 *
 * <p>{@code _meta} stays: its keys are open in every revision, and those of 2026-07-28 are new. All
 * functions keep other bytes, return the same instance when nothing changes, and throw {@link
 * MalformedJsonException} for what is not strict JSON or opens more than 100,000 values.
 */
public record LegacyForm(Revision revision) {
  /** Members of results that 2026-07-28 introduced. */
  private static final Set<String> MODERN = Set.of("resultType", "ttlMs", "cacheScope");

  private static final Set<String> MODERN_AND_STRUCTURED =
      Set.of("resultType", "ttlMs", "cacheScope", "structuredContent");

  private static final Shape RESULT = Shape.of("content", "messages");
  private static final Shape DEFINITION =
      Shape.of("inputSchema", "outputSchema").withMaps("properties");

  public LegacyForm {
    if (revision.era() != Era.LEGACY) {
      throw new IllegalArgumentException(revision + " is not legacy");
    }
  }

  /**
   * The complete result of {@code tools/call}: without what is new, with {@code structuredContent}
   * only where it may be, and with content of kinds that the client knows; others become text.
   */
  public Slice toolResult(Slice result) throws MalformedJsonException {
    Node node = Node.of(result, RESULT);
    Edits edits = new Edits();
    structured(node, edits);
    node.get("content").elements().forEach(block -> known(block, edits));
    return edits.applyTo(result);
  }

  /** The complete result of {@code prompts/get}; content of unknown kinds becomes text. */
  public Slice promptResult(Slice result) throws MalformedJsonException {
    Node node = Node.of(result, RESULT);
    Edits edits = new Edits();
    edits.drop(node, MODERN);
    node.get("messages").elements().forEach(message -> known(message.get("content"), edits));
    return edits.applyTo(result);
  }

  /** Any other complete result: of reading, lists, completion, and empty ones. */
  public Slice result(Slice result) throws MalformedJsonException {
    Edits edits = new Edits();
    edits.drop(Node.of(result, Shape.TOP), MODERN);
    return edits.applyTo(result);
  }

  /**
   * The definition of a tool: without an {@code outputSchema} that is no object schema or that the
   * revision does not know, and without {@code true} and {@code false} as schemas of properties.
   */
  public Slice tool(Slice definition) throws MalformedJsonException {
    Node tool = Node.of(definition, DEFINITION);
    Edits edits = new Edits();
    objectProperties(tool.get("inputSchema"), edits);
    Node output = tool.get("outputSchema");
    if (hasStructuredContent() && output.get("type").isText("object")) {
      objectProperties(output, edits);
    } else {
      edits.drop(tool, Set.of("outputSchema"));
    }
    return edits.applyTo(definition);
  }

  private boolean hasStructuredContent() {
    return revision.compareTo(Revision.V2025_06_18) >= 0;
  }

  private void structured(Node result, Edits edits) {
    Node structured = result.get("structuredContent");
    Node content = result.get("content");
    boolean keeps = structured.isMissing() || hasStructuredContent() && structured.isObject();
    if (keeps) {
      edits.drop(result, MODERN);
      return;
    }
    String text = "[" + textBlock(structured.slice().text()) + "]";
    if (content.isMissing()) {
      edits.drop(result, MODERN);
      edits.replaceMember(result, "structuredContent", "\"content\":" + text);
      return;
    }
    edits.drop(result, MODERN_AND_STRUCTURED);
    if (content.elements().isEmpty()) {
      edits.replace(content, text);
    }
  }

  /** Replaces a content block by text when the revision does not know its type. */
  private void known(Node block, Edits edits) {
    String type = block.get("type").text();
    if (type == null || knows(type)) {
      return;
    }
    String what = "[" + type + BlockFacts.of(block);
    edits.replace(
        block, textBlock(what + "; not shown, as MCP " + revision + " has no such content]"));
  }

  private boolean knows(String type) {
    return switch (type) {
      case "text", "image", "resource" -> true;
      case "audio" -> revision.compareTo(Revision.V2025_03_26) >= 0;
      case "resource_link" -> revision.compareTo(Revision.V2025_06_18) >= 0;
      default -> false;
    };
  }

  private static String textBlock(String text) {
    return "{\"type\":\"text\",\"text\":" + JsonStrings.quote(text) + "}";
  }

  /** {@code true} and {@code {}} mean the same, as do {@code false} and {@code {"not":{}}}. */
  private static void objectProperties(Node schema, Edits edits) {
    for (Node property : schema.get("properties").values()) {
      if (property.isLiteral("true")) {
        edits.replace(property, "{}");
      } else if (property.isLiteral("false")) {
        edits.replace(property, "{\"not\":{}}");
      }
    }
  }
}
