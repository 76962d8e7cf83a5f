package dev.mcpcentral.hub.admin;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.egress.Traffic;
import dev.mcpcentral.hub.identity.OperatorCredential;
import dev.mcpcentral.hub.spec.DeclaredLimits;
import dev.mcpcentral.hub.spec.EraPin;
import dev.mcpcentral.hub.spec.Life;
import dev.mcpcentral.hub.spec.Oversight;
import dev.mcpcentral.hub.spec.Reach;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import io.helidon.webserver.WebServer;
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
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The real API on a real port, over a hub in memory. */
final class AdminServer implements AutoCloseable {
  final MemoryAuditLog audit = new MemoryAuditLog();
  final CountDownLatch shutdown = new CountDownLatch(1);
  final RecordingGovernance governance = new RecordingGovernance();
  final RecordingRollouts rollouts = new RecordingRollouts();
  final String authorization;
  final int port;
  private final WebServer server;

  AdminServer(Path home) {
    OperatorCredential credential = OperatorCredential.openOrCreate(home);
    this.authorization = credential.authorization();
    AdminParts parts =
        new AdminParts(
            credential,
            () -> Set.of("hub.example"),
            new Control(home),
            new FakeFleet(),
            new FixedScans(),
            new EchoTools(),
            (_, lines) -> new FixedLines(lines),
            AdminServer::spec,
            new FakeImages(),
            governance,
            rollouts,
            new OwnCatalog(),
            audit,
            InstantSource.system());
    this.server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .shutdownHook(false)
            .routing(routing -> routing.register("/api/v1", new AdminApi(parts)))
            .build()
            .start();
    this.port = server.port();
  }

  private final class Control implements HubControl {
    private final Path home;

    Control(Path home) {
      this.home = home;
    }

    @Override
    public HubStatus status() {
      return new HubStatus(
          "0.1.0",
          42,
          Instant.EPOCH,
          home,
          home.resolve("mcp-central.yaml"),
          "Docker",
          Optional.of("it has stopped: start it"),
          Optional.empty(),
          true,
          audit.available(),
          List.of(new HubStatus.Endpoint("mcp", URI.create("http://127.0.0.1:3010/mcp"))),
          new HubStatus.Live(1, 2, 3, 4),
          List.of(new HubStatus.ProfileView("small", 100, 20000, 400)),
          Map.of(new ServerName("memory"), new Traffic(3, 1, 200, 4000)),
          Map.of(new ServerName("memory"), List.of("names are not resolved")));
    }

    @Override
    public void shutdown() {
      shutdown.countDown();
    }
  }

  /** Answers with the very argument bytes. */
  private static final class EchoTools implements ToolAccess {
    @Override
    public Slice list(Optional<ServerName> server) {
      return Slice.of(
          "{\"tools\":[{\"name\":\"" + server.map(ServerName::value).orElse("all") + "\"}]}");
    }

    @Override
    public Outcome call(Ask.OfServer call) {
      return switch (call.name()) {
        case "memory__echo" -> new Outcome.Answer(call.arguments(), false);
        case "memory__error" ->
            new Outcome.ServerError(Slice.of("{\"code\":-32602,\"message\":\"no such entity\"}"));
        case "memory__slow" ->
            new Outcome.Failure.TimedOut(new ServerName("memory"), Duration.ofSeconds(2));
        default -> new Outcome.Failure.Unknown(ServerMethod.CALL_TOOL, call.name());
      };
    }
  }

  private static final class FixedLines implements LogAccess.Lines {
    private final Queue<String> lines;

    FixedLines(int count) {
      List<String> all = List.of("one", "two", "three");
      this.lines = new ArrayDeque<>(all.subList(Math.max(0, 3 - count), 3));
    }

    @Override
    public Optional<String> next(Duration patience) {
      return Optional.ofNullable(lines.poll());
    }

    @Override
    public void close() {}
  }

  private static ServerSpec spec(Slice json) {
    try {
      String name = Members.ofObject(json).string("name");
      return new ServerSpec(
          new ServerName(String.valueOf(name)),
          new Source.Npm("p", Optional.empty()),
          List.of(),
          Oversight.of(RiskLevel.LOW),
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          Reach.NONE,
          OptionalInt.empty(),
          "/mcp",
          DeclaredLimits.NONE,
          EraPin.AUTO,
          Duration.ofMinutes(1),
          Life.DEFAULT,
          Map.of());
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("the body: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
