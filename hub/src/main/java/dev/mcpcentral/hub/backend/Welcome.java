package dev.mcpcentral.hub.backend;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
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
    try {
      return Members.ofObject(capabilities).find(capability) != null;
    } catch (MalformedJsonException impossible) {
      return false;
    }
  }

  /** Whether clients can subscribe to single resources. */
  boolean takesSubscriptions() {
    try {
      Slice resources = Members.ofObject(capabilities).find("resources");
      return resources != null
          && resources.at(0) == '{'
          && "true".equals(Members.ofObject(resources).json("subscribe"));
    } catch (MalformedJsonException impossible) {
      return false;
    }
  }
}
