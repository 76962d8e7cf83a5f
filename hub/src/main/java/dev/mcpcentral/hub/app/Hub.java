package dev.mcpcentral.hub.app;

import dev.mcpcentral.hub.admin.AdminApi;
import dev.mcpcentral.hub.admin.AdminParts;
import dev.mcpcentral.hub.admin.HubControl;
import dev.mcpcentral.hub.admin.HubStatus;
import dev.mcpcentral.hub.admin.ImageAccess;
import dev.mcpcentral.hub.admin.RunningHub;
import dev.mcpcentral.hub.audit.FileAuditLog;
import dev.mcpcentral.hub.backend.Backend;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.EntryList;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.dispatch.TaskSeals;
import dev.mcpcentral.hub.engine.EngineSettings;
import dev.mcpcentral.hub.engine.ServerLogs;
import dev.mcpcentral.hub.identity.Identity;
import dev.mcpcentral.hub.identity.OperatorCredential;
import dev.mcpcentral.hub.identity.Tokens;
import dev.mcpcentral.hub.image.Locks;
import dev.mcpcentral.hub.mcp.Guard;
import dev.mcpcentral.hub.mcp.McpEndpoint;
import dev.mcpcentral.hub.mcp.PublishedServer;
import dev.mcpcentral.hub.registry.KnownServers;
import dev.mcpcentral.hub.rollout.CentralServer;
import dev.mcpcentral.hub.rollout.DeclaredScans;
import dev.mcpcentral.hub.rollout.DeclaredServers;
import dev.mcpcentral.hub.rollout.Dockerize;
import dev.mcpcentral.hub.rollout.Fleet;
import dev.mcpcentral.hub.rollout.ImageGate;
import dev.mcpcentral.hub.rollout.OperatorDecisions;
import dev.mcpcentral.hub.rollout.Rollouts;
import dev.mcpcentral.hub.rollout.ServerStatus;
import dev.mcpcentral.hub.rollout.Workshop;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watches;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.hub.spec.Configuration;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.Profile;
import dev.mcpcentral.hub.spec.Waiver;
import dev.mcpcentral.hub.store.StateDirectory;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A running hub: its parts in the order in which they need each other, ended in the opposite order.
 */
public final class Hub implements HubControl, SnapshotKeeper.Sources, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Hub.class.getName());

  private final HubOptions options;
  private final InstantSource clock = InstantSource.system();
  private final Instant since = clock.instant();
  private final CountDownLatch shutdown = new CountDownLatch(1);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final LiveConfiguration configuration;
  private final StateDirectory state;
  private final FileAuditLog audit;
  private final EngineRoom engine;
  private final DiscoveryRoom discovery;
  private final ServerRoom room;
  private final DeclaredServers servers;
  private final Listeners listeners;
  private final Sessions sessions = new Sessions();
  private final Snapshots snapshots = new Snapshots();
  private volatile @Nullable McpEndpoint mcp;

  private Hub(HubOptions options) {
    this.options = options;
    try {
      state = opened(StateDirectory.open(options.home()));
      ConfigurationFile file =
          new ConfigurationFile(options.config(), options.workspace(), Set.of(state.home()));
      configuration = opened(new LiveConfiguration(file));
      Configuration declared = configuration.current();
      audit = opened(FileAuditLog.open(state.audit(), durability(declared), clock));
      ServerLogs logs = opened(new ServerLogs(state.directory("logs"), clock));
      engine =
          opened(
              new EngineRoom(
                  engineSettings(),
                  logs,
                  state.home(),
                  declared.imageMirror(),
                  Locks.beside(file.path()),
                  options.reaper()));
      discovery = opened(new DiscoveryRoom());
      SnapshotKeeper keeper = opened(new SnapshotKeeper(snapshots, this));
      room =
          opened(
              new ServerRoom(
                  state,
                  file,
                  configuration,
                  engine,
                  logs,
                  options.environment(),
                  keeper,
                  this::resourceUpdated,
                  clock));
      servers = room.servers();
      opened(new GateRounds(servers::checkAgain)).start();
      keeper.start();
      // Ending an instance takes its time, and must not hold up whoever ended the session.
      sessions.onEnd(
          session -> Thread.ofVirtual().name("release").start(() -> servers.release(session.id())));
      CentralServer central =
          new CentralServer(this::servers, profile -> snapshots.current().catalog(profile));
      Dispatcher dispatcher =
          new Dispatcher(
              snapshots,
              audit,
              name -> backend(name, central),
              new TaskSeals(state.key("task-ids")),
              clock);
      mcp = opened(endpoint(dispatcher));
      listeners =
          opened(
              Listeners.start(
                  declared.listen(),
                  mcp,
                  adminApi(file, logs, dispatcher, room.workshop()),
                  this::ready));
      announce();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Starts a hub. Returns as soon as its endpoints answer; servers join in the background.
   *
   * @throws RuntimeException of the part that cannot be started; its message is for people
   */
  public static Hub start(HubOptions options) {
    Hub hub = new Hub(options);
    Thread.ofVirtual().name("servers").start(hub::bringUpServers);
    return hub;
  }

  private void bringUpServers() {
    try {
      Configuration declared = configuration.current();
      engine.engine().sweep(Adoption.candidates(declared));
      engine.passedOver().forEach(line -> LOG.log(System.Logger.Level.DEBUG, line));
    } catch (RuntimeException trouble) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Leftovers of an earlier run could not be removed: " + trouble.getMessage());
    }
    room.journal()
        .resolve(configuration.current())
        .forEach(line -> LOG.log(System.Logger.Level.WARNING, line));
    configuration.follow(next -> {
      servers.apply(next);
      discovery.soon();
    });
    discovery.start(engine, servers);
  }

  private McpEndpoint endpoint(Dispatcher dispatcher) {
    Identity identity =
        new Identity(
            new Tokens(state.home(), clock), () -> configuration.current().anonymousLoopback());
    Guard guard = new Guard(() -> configuration.current().allowedHosts(), identity);
    return new McpEndpoint(
        options.version(),
        guard,
        dispatcher,
        snapshots,
        sessions,
        new Watches(servers::watch),
        this::published);
  }

  private List<PublishedServer> published() {
    return servers.servers().stream()
        .map(server -> new PublishedServer(server.name(), options.version(), server.since()))
        .toList();
  }

  private AdminApi adminApi(
      ConfigurationFile file, ServerLogs logs, Dispatcher dispatcher, Workshop workshop) {
    return new AdminApi(
        new AdminParts(
            OperatorCredential.openOrCreate(state.home()),
            () -> configuration.current().allowedHosts(),
            this,
            servers,
            new DeclaredScans(servers, file, workshop),
            new OperatorTools(snapshots, dispatcher),
            new OperatorLogs(logs),
            new OperatorSpecs(file),
            imageAccess(file, workshop),
            new OperatorDecisions(file, servers, engine::engine, clock),
            room.rollouts(),
            new OperatorCatalog(new KnownServers(state.home().resolve("catalogs")), file),
            audit,
            clock));
  }

  private ImageAccess imageAccess(ConfigurationFile file, Workshop workshop) {
    Dockerize dockerize =
        new Dockerize(
            engine::images,
            configuration::current,
            file,
            workshop.publisher(),
            ImageGate.of(workshop.gate()));
    return (order, progress) -> dockerize.run(order, progress::accept);
  }

  private EngineSettings engineSettings() {
    return new EngineSettings(
        state.installationId(),
        state.home(),
        options.allowUnsandboxed(),
        options.environment(),
        Path.of(System.getProperty("user.home")),
        this::waivers,
        clock);
  }

  /** Asked for when a server is started, which is after the servers are known. */
  private List<Waiver> waivers() {
    return servers.waivers();
  }

  private static FileAuditLog.Durability durability(Configuration configuration) {
    return switch (configuration.durability()) {
      case DURABLE -> FileAuditLog.Durability.DURABLE;
      case ASYNC -> FileAuditLog.Durability.ASYNC;
    };
  }

  @Override
  public List<ServerOffer> offers() {
    List<ServerOffer> offers = new ArrayList<>(servers.offers());
    offers.add(CentralServer.offer(options.version()));
    return offers;
  }

  @Override
  public List<Profile> profiles() {
    return configuration.current().profiles();
  }

  @Override
  public boolean settling() {
    return !configuration.followed() || servers.settling();
  }

  private Optional<Backend> backend(ServerName name, CentralServer central) {
    return name.equals(CentralServer.NAME) ? Optional.of(central) : servers.backend(name);
  }

  private void resourceUpdated(ServerName server, String uri, Slice params) {
    McpEndpoint listening = mcp;
    if (listening != null) {
      listening.resourceUpdated(server, uri, Members.inside(params));
    }
  }

  private boolean ready() {
    return audit.available() && shutdown.getCount() > 0;
  }

  private void announce() {
    try {
      new RunningHub(ProcessHandle.current().pid(), listeners.admin(), configuration.path())
          .write(state.home());
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write hub.json into " + state.home(), failed);
    }
  }

  /** How the declared servers stand, in the order of the configuration. */
  public List<ServerStatus> servers() {
    return servers.servers();
  }

  /** What an operator can do with them. */
  public Fleet fleet() {
    return servers;
  }

  /** What changes them while they are called. */
  public Rollouts rollouts() {
    return room.rollouts();
  }

  @Override
  public HubStatus status() {
    return new HubStatus(
        options.version(),
        ProcessHandle.current().pid(),
        since,
        state.home(),
        configuration.path(),
        engine.description(),
        engine.trouble(),
        configuration.trouble(),
        ready(),
        audit.available(),
        listeners.endpoints(),
        live(),
        profileViews(),
        engine.traffic(),
        engine.egressGaps());
  }

  private HubStatus.Live live() {
    McpEndpoint listening = mcp;
    McpEndpoint.Live open = listening == null ? McpEndpoint.Live.NOTHING : listening.live();
    return new HubStatus.Live(
        open.sessions(), open.requests(), open.streams(), servers.parkedCalls());
  }

  private List<HubStatus.ProfileView> profileViews() {
    return snapshots.current().profiles().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(profile -> profileView(profile.getKey(), profile.getValue()))
        .toList();
  }

  private static HubStatus.ProfileView profileView(String name, Catalog catalog) {
    EntryList all = catalog.list(null, Listing.TOOLS);
    return new HubStatus.ProfileView(
        name, all.entries().size(), all.tokens(), catalog.shown(null, Listing.TOOLS).tokens());
  }

  @Override
  public void shutdown() {
    shutdown.countDown();
  }

  /** Waits until somebody asks for a stop. */
  public void awaitShutdown() throws InterruptedException {
    shutdown.await();
  }

  /**
   * Stops everything that was started: listeners first, then servers, the audit log last.
   * Idempotent.
   */
  @Override
  public synchronized void close() {
    shutdown.countDown();
    while (!opened.isEmpty()) {
      close(opened.pop());
    }
    try {
      RunningHub.delete(options.home());
    } catch (IOException failed) {
      LOG.log(System.Logger.Level.WARNING, "could not delete hub.json: " + failed.getMessage());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failed) {
      LOG.log(System.Logger.Level.WARNING, "stopping " + part.getClass().getSimpleName(), failed);
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }
}
