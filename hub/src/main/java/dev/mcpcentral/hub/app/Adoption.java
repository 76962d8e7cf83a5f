package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.Grant;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.ServerSpec;
import java.util.Set;
import java.util.stream.Collectors;

/** Which servers' containers a restarted hub takes over instead of ending them. */
final class Adoption {
  private Adoption() {}

  /** Those that speak HTTP inside their containers, so that their connection can be made anew. */
  static Set<ServerName> candidates(Configuration configuration) {
    return configuration.servers().values().stream()
        .filter(spec -> spec.port().isPresent())
        // Its view of the engine ended with the hub before.
        .filter(spec -> !spec.reach().grants().contains(Grant.ENGINE))
        .filter(spec -> spec.effectiveInstances() == Instances.SHARED)
        .map(ServerSpec::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
