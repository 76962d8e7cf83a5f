package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Form;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Changes what is behind the names of the declared servers. */
public final class FleetRollouts implements Rollouts {
  private final DeclaredServers servers;
  private final Workshop workshop;
  private final ConfigurationFile file;
  private final VersionBook versions;
  private final Rolling rolling;
  private final Function<ServerName, Optional<ServerSpec>> known;

  /**
   * @param known the catalog's spec of a name, for servers that are only known by an address
   */
  public FleetRollouts(
      DeclaredServers servers,
      Workshop workshop,
      Publication publication,
      ConfigurationFile file,
      RolloutJournal journal,
      VersionBook versions,
      Function<ServerName, Optional<ServerSpec>> known) {
    this.servers = servers;
    this.workshop = workshop;
    this.file = file;
    this.versions = versions;
    this.rolling = new Rolling(servers, workshop, publication, file, journal, versions);
    this.known = known;
  }

  @Override
  public List<Version> versions(ServerName server) {
    noteCurrent(servers.find(server));
    return versions.of(server);
  }

  /** What was declared by hand, or serves since before versions were written down. */
  private void noteCurrent(Seat seat) {
    seat.server()
        .preparation()
        .ifPresent(now ->
            versions.took(seat.name(), now.version(), now.recall(), now.digest(), "declared"));
  }

  @Override
  public RolloutReport update(ServerName server, UpdateOrder order, Images.Progress progress) {
    Seat seat = changeable(server);
    ServerSpec now = seat.spec();
    Source source = rolling.sources().wanted(now.source(), order.to());
    return run(
        seat,
        new Change(
            now.withSource(source),
            "updated",
            file::change,
            false,
            order.acceptChanges(),
            order.dryRun()),
        progress);
  }

  @Override
  public RolloutReport rollback(ServerName server, Optional<String> to, Images.Progress progress) {
    Seat seat = changeable(server);
    noteCurrent(seat);
    Version version = to.isPresent() ? found(server, to.get()) : before(server);
    if (version.current()) {
      throw new FleetException("version " + version.number() + " is what serves already");
    }
    ServerSpec spec = seat.spec().withSource(rolling.sources().parse(version.source()));
    return run(seat, new Change(spec, "rolled back", file::change, true, true, false), progress);
  }

  private Version found(ServerName server, String to) {
    return versions
        .find(server, to)
        .orElseThrow(() ->
            new FleetException(
                "'%s' had no version %s; 'mcp-central versions %s' shows them"
                    .formatted(server, to, server)));
  }

  private Version before(ServerName server) {
    return versions.of(server).stream()
        .filter(version -> !version.current())
        .findFirst()
        .orElseThrow(() ->
            new FleetException("'" + server + "' had no other version that it could go back to"));
  }

  @Override
  public RolloutReport migrate(ServerName server, MigrationOrder order, Images.Progress progress) {
    Seat seat = changeable(server);
    Migration migration = migration(seat, order);
    Optional<String> obstacle = migration.obstacle();
    if (obstacle.isPresent()) {
      throw new FleetException(obstacle.get());
    }
    return run(
        seat,
        new Change(
            migration.after(), "migrated", file::change, false, order.acceptChanges(), false),
        progress);
  }

  @Override
  public List<MigrationStep> plan(Set<ServerName> names, MigrationOrder order) {
    Stream<Seat> seats =
        names.isEmpty() ? servers.seats().stream() : names.stream().sorted().map(servers::find);
    return seats
        .map(seat -> migration(seat, order).step())
        .sorted(Comparator.comparing(MigrationStep::risk))
        .toList();
  }

  private Migration migration(Seat seat, MigrationOrder order) {
    boolean containers = workshop.sites().of(Form.CONTAINER).engine().kind() == Engine.Kind.DOCKER;
    return new Migration(seat, order, rolling.sources(), known.apply(seat.name()), containers);
  }

  private RolloutReport run(Seat seat, Change change, Images.Progress progress) {
    noteCurrent(seat);
    return new Rollout(seat, change, rolling, progress).run();
  }

  private Seat changeable(ServerName server) {
    Seat seat = servers.find(server);
    if (!seat.declared().discoveredAs().isEmpty()) {
      throw new FleetException(
          "'" + server + "' was discovered: whoever starts its container updates it");
    }
    if (!seat.spec().oversight().enabled()) {
      throw new FleetException(
          "'%s' is not enabled: 'mcp-central enable %s' first".formatted(server, server));
    }
    return seat;
  }
}
