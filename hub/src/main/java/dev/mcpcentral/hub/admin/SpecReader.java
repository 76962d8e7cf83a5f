package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.protocol.json.Slice;

/** From the body of a request to a spec, by the very rules of the configuration file. */
@FunctionalInterface
public interface SpecReader {
  /**
   * Reads one server's declaration.
   *
   * @param json an object with {@code name}, and the keys that a server has in the file
   * @throws IllegalArgumentException whose message is for people, and holds no environment value
   */
  ServerSpec read(Slice json);
}
