package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself before anything else: in its {@code initialize} or {@code
 * server/discover} result.
 *
 * @param capabilities its {@code ServerCapabilities} object, as received
 */
record Welcome(Slice capabilities, @Nullable String instructions) {
  static final Welcome NONE = new Welcome(Slice.of("{}"), null);

  static Welcome of(Members result) {
    Slice capabilities = result.find("capabilities");
    boolean usable = capabilities != null && capabilities.at(0) == '{';
    return new Welcome(
        usable && capabilities != null ? capabilities : NONE.capabilities,
        result.string("instructions"));
  }

  boolean declares(String capability) {
    return Members.inside(capabilities).find(capability) != null;
  }

  /** Whether clients can subscribe to single resources. */
  boolean takesSubscriptions() {
    return isTrue("resources", "subscribe");
  }

  /** Of which lists the server says that it tells when they change. */
  Set<String> changingLists() {
    Set<String> changing = new TreeSet<>();
    for (Listing listing : Listing.values()) {
      if (isTrue(listing.capability(), "listChanged")) {
        changing.add(listing.capability());
      }
    }
    return changing;
  }

  private boolean isTrue(String capability, String member) {
    Members declared = Members.inside(Members.inside(capabilities).find(capability));
    return "true".equals(declared.json(member));
  }
}
