package dev.mcpcentral.hub.catalog;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.Slice;

/**
 * The name under which clients see a tool: {@code server__tool}, matching {@code
 * [A-Za-z0-9_-]{1,64}}.
 *
 * <p>It depends on nothing but the two names, so adding a server never renames another's tools.
 * What does not fit is shortened and told apart by a hash of the full name. Names are looked up,
 * never taken apart again.
 */
final class ExposedName {
  static final int MAX_LENGTH = 64;
  private static final int HASH_LENGTH = 8;

  private ExposedName() {}

  static String of(ServerName server, String tool) {
    String full = server.value() + "__" + tool;
    String clean = full.replaceAll("[^A-Za-z0-9_-]", "_");
    if (clean.equals(full) && full.length() <= MAX_LENGTH) {
      return full;
    }
    String hash = Slice.of(full).sha256().substring(0, HASH_LENGTH);
    int keep = Math.min(clean.length(), MAX_LENGTH - HASH_LENGTH - 1);
    return clean.substring(0, keep) + "_" + hash;
  }
}
