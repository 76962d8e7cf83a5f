package dev.mcpcentral.hub.identity;

import java.time.Instant;
import java.util.Optional;

/** One line of the token file: everything about a token but the token. */
record StoredToken(String name, Digest digest, Instant created, Optional<Instant> lastUsed) {
  StoredToken usedAt(Instant instant) {
    return new StoredToken(name, digest, created, Optional.of(instant));
  }
}
