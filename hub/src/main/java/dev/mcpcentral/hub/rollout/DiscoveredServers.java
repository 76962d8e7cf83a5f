package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.DiscoveryTerms;
import dev.mcpcentral.hub.engine.Sighting;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.Discovery;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was discovered, and which of it has a place beside what is declared. */
final class DiscoveredServers {
  private final Set<ServerName> reserved;
  private volatile Sighting last = Sighting.NOTHING;

  /** {@code reserved} are names that no server can have. */
  DiscoveredServers(Set<ServerName> reserved) {
    this.reserved = reserved;
  }

  void become(Sighting next) {
    last = next;
  }

  List<IgnoredContainer> ignored() {
    return last.passedOver().stream()
        .map(one -> new IgnoredContainer(one.container(), one.reason()))
        .toList();
  }

  Optional<ServerSpec> of(Source.Container container) {
    return last.found().stream()
        .map(Sighting.Found::spec)
        .filter(spec -> spec.source().equals(container))
        .findFirst();
  }

  /** Those that are not declared meanwhile, neither by name nor by container. */
  List<WantedServer> beside(Configuration declared) {
    DiscoveryTerms terms = terms(declared);
    return last.found().stream()
        .filter(found ->
            terms.mode() != Discovery.OFF
                && !terms.names().contains(found.spec().name())
                && !(found.spec().source() instanceof Source.Container(String container)
                    && terms.containers().contains(container)))
        .map(found -> new WantedServer(found.spec(), found.id(), List.of()))
        .toList();
  }

  DiscoveryTerms terms(Configuration declared) {
    Set<ServerName> names = new HashSet<>(declared.servers().keySet());
    names.addAll(reserved);
    Set<String> containers =
        declared.servers().values().stream()
            .map(ServerSpec::source)
            .filter(Source.Container.class::isInstance)
            .map(source -> ((Source.Container) source).name())
            .collect(Collectors.toSet());
    return new DiscoveryTerms(declared.discovery(), names, containers);
  }
}
