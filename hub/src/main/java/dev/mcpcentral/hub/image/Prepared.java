package dev.mcpcentral.hub.image;

import dev.mcpcentral.hub.engine.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server ready to start.
 *
 * @param version the resolved version, for example {@code 2026.8.31}; for images their digest
 * @param pinnedSource the source with that version, as written in the configuration: {@code
 *     npm:pkg@2026.8.31}
 * @param digest identifies the content ({@code sha256:…}); the key of the capability cache
 * @param command the program's own command; empty means the image's entry point
 * @param materials what the image was made of; empty for images that somebody else built
 */
public record Prepared(
    String version,
    String pinnedSource,
    String digest,
    Workload workload,
    List<String> command,
    Map<String, String> environment,
    Optional<Materials> materials) {
  public Prepared {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
