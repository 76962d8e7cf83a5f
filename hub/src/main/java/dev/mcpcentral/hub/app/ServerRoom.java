package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.advisory.Advisories;
import dev.mcpcentral.hub.backend.RequestState;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.CapabilityCache;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.registry.KnownServers;
import dev.mcpcentral.hub.rollout.DeclaredServers;
import dev.mcpcentral.hub.rollout.FleetRollouts;
import dev.mcpcentral.hub.rollout.Publication;
import dev.mcpcentral.hub.rollout.Publisher;
import dev.mcpcentral.hub.rollout.ResourceNews;
import dev.mcpcentral.hub.rollout.RolloutJournal;
import dev.mcpcentral.hub.rollout.Rollouts;
import dev.mcpcentral.hub.rollout.StoppedServers;
import dev.mcpcentral.hub.rollout.VersionBook;
import dev.mcpcentral.hub.rollout.Workshop;
import dev.mcpcentral.hub.scan.Gate;
import dev.mcpcentral.hub.scan.OtherScanners;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.store.StateDirectory;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The servers, what brings them to life, and what changes them while they are called. */
final class ServerRoom implements AutoCloseable {
  private final Workshop workshop;
  private final DeclaredServers servers;
  private final RolloutJournal journal;
  private final FleetRollouts rollouts;

  ServerRoom(
      StateDirectory state,
      ConfigurationFile file,
      LiveConfiguration configuration,
      EngineRoom engine,
      ServerLogs logs,
      Map<String, String> environment,
      Publication publication,
      ResourceNews news,
      InstantSource clock) {
    Gate gate =
        new Gate(
            state.directory("scans"),
            new Advisories(state.directory("advisories"), clock),
            new OtherScanners(environment),
            engine::store,
            clock);
    this.workshop =
        new Workshop(
            engine::site,
            new CapabilityCache(state.directory("capabilities")),
            logs,
            gate,
            new Publisher(engine::images, () -> configuration.current().registry(), state.home()),
            new RequestState(state.key("request-state"), clock),
            news,
            clock);
    this.servers =
        new DeclaredServers(
            file, workshop, new StoppedServers(state.file("stopped-servers")), publication);
    this.journal = new RolloutJournal(state.directory("rollouts"), environment);
    OperatorCatalog catalog =
        new OperatorCatalog(new KnownServers(state.home().resolve("catalogs")), file);
    this.rollouts =
        new FleetRollouts(
            servers,
            workshop,
            publication,
            file,
            journal,
            new VersionBook(state.directory("versions"), clock),
            name -> known(catalog, name));
  }

  /** What the catalog would declare under a name, where it can without being told more. */
  private static Optional<ServerSpec> known(OperatorCatalog catalog, ServerName name) {
    try {
      return catalog.find(name.value()).map(entry -> catalog.order(entry, name, Map.of()).spec());
    } catch (IllegalArgumentException needsMore) {
      return Optional.empty();
    }
  }

  Workshop workshop() {
    return workshop;
  }

  DeclaredServers servers() {
    return servers;
  }

  RolloutJournal journal() {
    return journal;
  }

  Rollouts rollouts() {
    return rollouts;
  }

  @Override
  public void close() {
    servers.close();
  }
}
