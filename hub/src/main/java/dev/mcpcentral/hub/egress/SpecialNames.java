package dev.mcpcentral.hub.egress;

import java.util.Set;

/** Names that mean something inside of a network only (RFC 6761, RFC 6762, RFC 9476). */
final class SpecialNames {
  private static final Set<String> INNER_ENDINGS =
      Set.of(
          "arpa",
          "corp",
          "example",
          "home",
          "internal",
          "intranet",
          "invalid",
          "lan",
          "local",
          "localdomain",
          "localhost",
          "onion",
          "private",
          "alt",
          "test");

  private SpecialNames() {}

  /** Whether a name could be one of the Internet's; {@code name} is in small letters. */
  static boolean outThere(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && !INNER_ENDINGS.contains(name.substring(dot + 1));
  }
}
