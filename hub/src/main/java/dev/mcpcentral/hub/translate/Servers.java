package dev.mcpcentral.hub.translate;

import dev.mcpcentral.hub.call.ServerName;
import java.util.Optional;

/** Server names inside text that a client sent. */
final class Servers {
  private Servers() {}

  static Optional<ServerName> name(String text) {
    try {
      return Optional.of(new ServerName(text));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
