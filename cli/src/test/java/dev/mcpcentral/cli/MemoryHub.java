package dev.mcpcentral.cli;

import dev.mcpcentral.hub.admin.AdminApi;
import dev.mcpcentral.hub.admin.AdminParts;
import dev.mcpcentral.hub.admin.HubControl;
import dev.mcpcentral.hub.admin.HubStatus;
import dev.mcpcentral.hub.admin.LogAccess;
import dev.mcpcentral.hub.admin.RunningHub;
import dev.mcpcentral.hub.audit.FileAuditLog;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.identity.OperatorCredential;
import dev.mcpcentral.hub.registry.KnownServers;
import dev.mcpcentral.hub.spec.ConfigurationException;
import dev.mcpcentral.hub.spec.ConfigurationFile;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.store.StateDirectory;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** The real admin API, audit log and state folder, over servers that exist in memory only. */
final class MemoryHub implements AutoCloseable {
  final MemoryFleet fleet = new MemoryFleet();
  final MemoryGovernance governance = new MemoryGovernance();
  final MemoryRollouts rollouts = new MemoryRollouts();
  final Path configuration;
  volatile String lastAdded = "";
  private final StateDirectory state;
  private final FileAuditLog audit;
  private final WebServer server;

  MemoryHub(Path directory) throws IOException {
    configuration = directory.resolve("mcp-central.yaml");
    state = StateDirectory.open(directory.resolve("home"));
    audit =
        FileAuditLog.open(state.audit(), FileAuditLog.Durability.DURABLE, InstantSource.system());
    AdminParts parts =
        new AdminParts(
            OperatorCredential.openOrCreate(state.home()),
            Set::of,
            new Control(),
            fleet,
            new MemoryScans(),
            new MemoryTools(),
            (_, lines) -> new Lines(lines),
            this::spec,
            MemoryImages::made,
            governance,
            rollouts,
            new MemoryCatalog(new KnownServers(state.home().resolve("catalogs")), configuration),
            audit,
            InstantSource.system());
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .shutdownHook(false)
            .routing(routing -> routing.register("/api/v1", new AdminApi(parts)))
            .build()
            .start();
    new RunningHub(ProcessHandle.current().pid(), admin(), configuration).write(state.home());
  }

  private URI admin() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private final class Control implements HubControl {
    @Override
    public HubStatus status() {
      return new HubStatus(
          "9.9.9",
          ProcessHandle.current().pid(),
          Instant.EPOCH,
          state.home(),
          configuration,
          "Docker 28",
          Optional.of("it has stopped: start it"),
          Optional.of("mcp-central.yaml:3: unknown key 'rsik'"),
          true,
          true,
          List.of(
              new HubStatus.Endpoint("mcp", URI.create("http://127.0.0.1:3010/mcp")),
              new HubStatus.Endpoint("admin", admin())),
          new HubStatus.Live(1, 2, 3, 4),
          List.of(new HubStatus.ProfileView("small", 100, 20000, 400)),
          Map.of(),
          Map.of(new ServerName("memory"), List.of("names are not resolved")));
    }

    /** Unit tests end a hub by closing it: this process must go on. */
    @Override
    public void shutdown() {}
  }

  private ServerSpec spec(Slice json) {
    lastAdded = json.text();
    try {
      String name = String.valueOf(Members.ofObject(json).string("name"));
      String rest = json.text().replaceFirst("\"name\":\"[^\"]*\",", "");
      return new ConfigurationFile(configuration, Set.of()).parseServer(new ServerName(name), rest);
    } catch (MalformedJsonException | ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static final class Lines implements LogAccess.Lines {
    private final Queue<String> lines;

    Lines(int count) {
      List<String> all = List.of("one", "two", "red \u001b[31malert");
      lines = new ArrayDeque<>(all.subList(Math.max(0, all.size() - count), all.size()));
    }

    @Override
    public Optional<String> next(Duration patience) {
      return Optional.ofNullable(lines.poll());
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() throws IOException {
    server.stop();
    audit.close();
    RunningHub.delete(state.home());
    state.close();
  }
}
