package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.protocol.json.JsonBuffer;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;

/**
 * One tool, prompt, resource or resource template as its server describes it, byte for byte.
 *
 * @param key the server's own name or URI for it, 1 to 2,048 characters; 256 for names
 * @param json the whole definition
 * @param sha256 hash of {@code json}, in hex
 */
public record Definition(String key, Slice json, String sha256) {
  private static final int MAX_NAME = 256;
  private static final int MAX_URI = 2048;

  /** Reads one element of a list; without a usable key it is refused. */
  public static Definition of(Listing listing, Slice json) throws MalformedJsonException {
    String member = listing.key();
    String key = Members.ofObject(json).string(member);
    int max = member.equals("name") ? MAX_NAME : MAX_URI;
    if (key == null || key.isEmpty() || key.length() > max) {
      throw new MalformedJsonException(
          "an element of "
              + listing.member()
              + " needs a \""
              + member
              + "\" of 1 to "
              + max
              + " characters");
    }
    return new Definition(key, json, json.sha256());
  }

  /** The definition under another key, everything else untouched. */
  Slice under(Listing listing, String exposed) {
    Slice literal;
    try {
      literal = Members.ofObject(json).find(listing.key());
    } catch (MalformedJsonException impossible) {
      throw new IllegalStateException(impossible);
    }
    if (literal == null) {
      throw new IllegalStateException("definition without its key");
    }
    return new JsonBuffer(json.length() + exposed.length())
        .range(json.array(), json.offset(), literal.offset())
        .string(exposed)
        .range(json.array(), literal.end(), json.end())
        .slice();
  }
}
