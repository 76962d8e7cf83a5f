package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.engine.DiscoveryTerms;
import dev.mcpcentral.hub.engine.Sighting;
import dev.mcpcentral.hub.image.Images;
import dev.mcpcentral.hub.rollout.ServerStatus.State;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Discovery;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Waiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The servers of the configuration file, each at the state that the operator wants, and those that
 * were discovered beside them.
 */
public final class DeclaredServers implements Fleet, InForce, AutoCloseable {
  private static final Set<ServerName> RESERVED = Set.of(new ServerName("central"));

  /** All servers are stopped at once and within this time, together. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final ConfigurationFile file;
  private final Workshop workshop;
  private final StoppedServers stopped;
  private final Publication publication;
  private final ReentrantLock changes = new ReentrantLock();
  private final Map<ServerName, Seat> byName = new ConcurrentHashMap<>();
  private final Map<ServerName, Set<String>> watched = new ConcurrentHashMap<>();
  private final DiscoveredServers discovered = new DiscoveredServers(RESERVED);
  private volatile @Nullable Configuration declared;
  private boolean closed;
  private volatile List<ServerName> order = List.of();
  private volatile List<Waiver> waivers = List.of();

  /** Tells {@code publication} about every change of what the servers offer. */
  public DeclaredServers(
      ConfigurationFile file, Workshop workshop, StoppedServers stopped, Publication publication) {
    this.file = file;
    this.workshop = workshop;
    this.stopped = stopped;
    this.publication = publication;
  }

  /**
   * Makes the fleet what {@code configuration} declares: servers whose spec and waivers did not
   * change are left alone.
   */
  public void apply(Configuration configuration) {
    changes.lock();
    try {
      waivers = configuration.waivers();
      workshop.gate().waivers(waivers);
      declared = configuration;
      become(wanted(configuration));
    } finally {
      changes.unlock();
    }
    publication.soon();
  }

  /**
   * Lets every server pass the gate again, because advisory data have changed: whoever is over it
   * is stopped, and who was held back is tried anew.
   */
  public void checkAgain() {
    for (Seat seat : List.copyOf(byName.values())) {
      ManagedServer server = seat.server();
      if (server.standing().state() == State.STOPPED) {
        continue;
      }
      if (server.quarantined()) {
        replace(seat);
      } else {
        server.checkAgain();
      }
    }
    publication.soon();
  }

  /** Makes what was found the discovered part of the fleet. */
  public void discovered(Sighting sighting) {
    changes.lock();
    try {
      discovered.become(sighting);
      Configuration current = declared;
      if (current != null) {
        become(wanted(current));
      }
    } finally {
      changes.unlock();
    }
    publication.soon();
  }

  /** What may be discovered now. */
  public DiscoveryTerms discoveryTerms() {
    Configuration current = declared;
    return current == null
        ? new DiscoveryTerms(Discovery.OFF, Set.of(), Set.of())
        : discovered.terms(current);
  }

  private Map<ServerName, WantedServer> wanted(Configuration configuration) {
    Map<ServerName, WantedServer> wanted = new LinkedHashMap<>();
    configuration
        .servers()
        .forEach((name, spec) -> wanted.put(name, WantedServer.declared(spec, of(name, waivers))));
    RESERVED.forEach(wanted::remove);
    discovered.beside(configuration).forEach(server -> wanted.put(server.spec().name(), server));
    return wanted;
  }

  private void become(Map<ServerName, WantedServer> wanted) {
    if (closed) {
      return;
    }
    List<Seat> gone = new ArrayList<>();
    byName.forEach((name, seat) -> {
      if (!seat.stays(wanted.get(name))) {
        gone.add(seat);
      }
    });
    gone.forEach(seat -> byName.remove(seat.name()));
    order = List.copyOf(wanted.keySet());
    List<Seat> fresh =
        wanted.values().stream()
            .filter(server -> !byName.containsKey(server.spec().name()))
            .map(server -> new Seat(managed(server)))
            .toList();
    fresh.forEach(seat -> byName.put(seat.name(), seat));
    closeAll(gone);
    fresh.forEach(this::begin);
  }

  /** A server that nobody has begun to make ready yet. */
  ManagedServer managed(WantedServer server) {
    return new ManagedServer(server, workshop, publication::soon);
  }

  private static List<Waiver> of(ServerName server, List<Waiver> waivers) {
    return waivers.stream().filter(waiver -> waiver.server().equals(server)).toList();
  }

  @Override
  public List<Waiver> waivers() {
    return waivers;
  }

  @Override
  public Optional<ServerSpec> spec(ServerName name) {
    return Optional.ofNullable(byName.get(name)).map(Seat::spec);
  }

  @Override
  public void take(Configuration configuration, ServerName concerned) {
    apply(configuration);
    Probe.awaitPrepared(find(concerned).server());
    publication.now();
  }

  private void begin(Seat seat) {
    seat.watch(watched.getOrDefault(seat.name(), Set.of()));
    if (stopped.contains(seat.name())) {
      seat.stop();
    } else {
      seat.server().begin();
    }
  }

  public Optional<Backend> backend(ServerName name) {
    return Optional.ofNullable(byName.get(name)).flatMap(Seat::backend);
  }

  /** Makes {@code uris} the resources that some client watches on {@code name}. */
  public void watch(ServerName name, Set<String> uris) {
    if (uris.isEmpty()) {
      watched.remove(name);
    } else {
      watched.put(name, Set.copyOf(uris));
    }
    Optional.ofNullable(byName.get(name)).ifPresent(seat -> seat.watch(uris));
  }

  /** A client's legacy session has ended: instances that belong to it are not needed any more. */
  public void release(String session) {
    byName.values().forEach(seat -> seat.release(session));
  }

  /** How many calls wait for their clients to come back with answers. */
  public int parkedCalls() {
    return byName.values().stream().mapToInt(Seat::parkedCalls).sum();
  }

  /** What all servers offer now. */
  public List<ServerOffer> offers() {
    return order.stream()
        .map(byName::get)
        .filter(seat -> seat != null)
        .flatMap(seat -> seat.server().offers().stream())
        .toList();
  }

  /** Whether some server is still on its way, so that lists will soon be longer. */
  public boolean settling() {
    return byName.values().stream()
        .anyMatch(seat -> seat.server().standing().state() == State.PREPARING);
  }

  @Override
  public List<ServerStatus> servers() {
    return order.stream().map(byName::get).filter(seat -> seat != null).map(Seat::status).toList();
  }

  @Override
  public ServerStatus add(ServerSpec spec, Images.Progress progress) {
    try {
      if (RESERVED.contains(spec.name())) {
        throw new FleetException(
            "'" + spec.name() + "' is the name of the hub's own server: choose another");
      }
      file.checkAddition(spec);
      ServerSpec pinned = new Newcomer(workshop, discovered, file.path()).tried(spec, progress);
      progress.step("writing it into " + file.path().getFileName());
      apply(file.addServer(pinned));
      ManagedServer added = find(spec.name()).server();
      Probe.awaitPrepared(added);
      publication.now();
      return added.status();
    } catch (ConfigurationException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
  }

  @Override
  public List<IgnoredContainer> ignored() {
    return discovered.ignored();
  }

  @Override
  public void remove(ServerName name) {
    if (!find(name).declared().discoveredAs().isEmpty()) {
      throw new FleetException(
          "'%s' was discovered: it leaves with its container, or with 'discovery: off'; 'mcp-central stop %s' refuses its calls"
              .formatted(name, name));
    }
    try {
      apply(file.removeServer(name));
      stopped.remove(name);
    } catch (ConfigurationException refused) {
      throw new FleetException(String.valueOf(refused.getMessage()), refused);
    }
  }

  @Override
  public void start(ServerName name) {
    Seat seat = find(name);
    stopped.remove(name);
    State state = seat.server().standing().state();
    if (state == State.STOPPED || state == State.FAILED) {
      replace(seat);
    }
    Probe.connect(find(name).server(), "start");
  }

  @Override
  public void stop(ServerName name) {
    Seat seat = find(name);
    stopped.add(name);
    seat.stop();
  }

  @Override
  public void restart(ServerName name) {
    Seat seat = find(name);
    if (seat.server().standing().state() == State.STOPPED) {
      throw new FleetException("'" + name + "' is stopped: use 'mcp-central start " + name + "'");
    }
    replace(seat);
    Probe.connect(find(name).server(), "restart");
  }

  private void replace(Seat old) {
    changes.lock();
    try {
      if (byName.get(old.name()) != old) {
        return;
      }
      Seat fresh = new Seat(managed(old.declared()));
      fresh.watch(watched.getOrDefault(old.name(), Set.of()));
      byName.put(old.name(), fresh);
      old.close();
      fresh.server().begin();
    } finally {
      changes.unlock();
    }
    publication.soon();
  }

  /** Everything that is declared or discovered, in the order of the configuration. */
  List<Seat> seats() {
    return order.stream().map(byName::get).filter(seat -> seat != null).toList();
  }

  /** What is behind a name; refused in words for people when there is nothing. */
  Seat find(ServerName name) {
    Seat seat = byName.get(name);
    if (seat == null) {
      throw new FleetException(
          "there is no server '" + name + "'; 'mcp-central list' names them all");
    }
    return seat;
  }

  @Override
  public void close() {
    changes.lock();
    try {
      closed = true;
      closeAll(byName.values());
    } finally {
      changes.unlock();
    }
  }

  private static void closeAll(Collection<Seat> seats) {
    List<Thread> closing =
        seats.stream().map(seat -> Thread.ofVirtual().start(seat::close)).toList();
    try {
      long end = System.nanoTime() + STOP_PATIENCE.toNanos();
      for (Thread one : closing) {
        one.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
