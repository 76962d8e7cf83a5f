package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.JsonScan;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * One tool as its server describes it, byte for byte.
 *
 * @param name the server's own name, 1 to 256 characters
 * @param json the whole definition
 * @param sha256 hash of {@code json}, in hex
 */
public record ToolDefinition(String name, Slice json, String sha256) {
  private static final int MAX_NAME = 256;

  /** The definitions in a {@code tools} array; malformed ones are refused, not skipped. */
  public static List<ToolDefinition> ofArray(Slice array) throws MalformedJsonException {
    List<ToolDefinition> tools = new ArrayList<>();
    for (Slice element : JsonScan.array(array)) {
      tools.add(of(element));
    }
    return tools;
  }

  static ToolDefinition of(Slice json) throws MalformedJsonException {
    String name = Members.ofObject(json).string("name");
    if (name == null || name.isEmpty() || name.length() > MAX_NAME) {
      throw new MalformedJsonException(
          "a tool needs a \"name\" of 1 to " + MAX_NAME + " characters");
    }
    return new ToolDefinition(name, json, json.sha256());
  }

  /** The definition under another name, everything else untouched. */
  Slice renamed(String exposed) {
    Slice literal;
    try {
      literal = Members.ofObject(json).find("name");
    } catch (MalformedJsonException impossible) {
      throw new IllegalStateException(impossible);
    }
    if (literal == null) {
      throw new IllegalStateException("definition without a name");
    }
    return new JsonBuffer(json.length() + exposed.length())
        .range(json.array(), json.offset(), literal.offset())
        .string(exposed)
        .range(json.array(), literal.end(), json.end())
        .slice();
  }
}
