package dev.mcpcentral.hub.translate;

import dev.mcpcentral.protocol.json.Slice;
import org.jspecify.annotations.Nullable;

/** What can be said about a content block in a few words, for people and models. */
final class BlockFacts {
  private static final int MAX_FACT = 512;

  private BlockFacts() {}

  /** For example {@code " audio/wav, 1200 bytes"}; empty when the block says nothing. */
  static String of(Node block) {
    StringBuilder facts = new StringBuilder();
    add(facts, " ", block.get("name").text());
    add(facts, " ", block.get("uri").text());
    add(facts, " ", block.get("mimeType").text());
    Node size = block.get("size");
    if (size.isNumber()) {
      add(facts, ", ", size.slice().text() + " bytes");
    } else if (block.get("data").isString()) {
      add(facts, ", ", decodedLength(block.get("data")) + " bytes");
    }
    return facts.toString();
  }

  private static void add(StringBuilder facts, String before, @Nullable String fact) {
    if (fact != null && !fact.isEmpty()) {
      facts.append(before).append(fact, 0, Math.min(fact.length(), MAX_FACT));
    }
  }

  /** Bytes that a base64 string literal stands for, without decoding it. */
  private static long decodedLength(Node base64) {
    Slice literal = base64.slice();
    int end = literal.length() - 1;
    while (end > 1 && literal.at(end - 1) == '=') {
      end--;
    }
    return (end - 1) * 3L / 4;
  }
}
