package dev.mcpcentral.hub.mcp;

import dev.mcpcentral.hub.audit.AuditLog;
import dev.mcpcentral.hub.audit.Intent;
import dev.mcpcentral.hub.audit.Outcome;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Catalog;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.catalog.ServerOffer;
import dev.mcpcentral.hub.dispatch.Dispatcher;
import dev.mcpcentral.hub.dispatch.TaskSeals;
import dev.mcpcentral.hub.identity.Identity;
import dev.mcpcentral.hub.identity.Tokens;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.session.Sessions;
import dev.mcpcentral.hub.session.Watches;
import dev.mcpcentral.hub.snapshot.Snapshot;
import dev.mcpcentral.hub.snapshot.Snapshots;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The real endpoint on a real port, over two servers with the same scripted tools. */
final class EndpointServer implements AutoCloseable {
  final ScriptedTools tools = new ScriptedTools();
  final Sessions sessions = new Sessions();
  final Tokens tokens;
  final McpEndpoint endpoint;
  final URI uri;
  private final Records records = new Records();
  private final WebServer server;

  EndpointServer(Path home) {
    Snapshots snapshots = new Snapshots();
    Catalog catalog = Catalog.of(List.of(offer("s"), offer("t")));
    snapshots.replace(new Snapshot(new Policy(1), catalog, Duration.ofSeconds(30)));
    tokens = new Tokens(home, InstantSource.system());
    Guard guard = new Guard(Set::of, new Identity(tokens, () -> true));
    Dispatcher dispatcher =
        new Dispatcher(
            snapshots,
            records,
            name -> Optional.of(tools),
            new TaskSeals(new byte[32]),
            InstantSource.system());
    Watches watches = new Watches((name, uris) -> {});
    endpoint = new McpEndpoint("0", guard, dispatcher, snapshots, sessions, watches, List::of);
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .shutdownHook(false)
            .connectionOptions(options -> options.tcpNoDelay(true))
            .shutdownGracePeriod(Duration.ofMillis(100))
            .routing(routing -> endpoint.route(routing, Surface.MCP))
            .build()
            .start();
    uri = URI.create("http://localhost:" + server.port());
  }

  private static ServerOffer offer(String name) {
    List<Slice> tools =
        Stream.of("echo", "steps", "flood", "ask")
            .map(tool ->
                Slice.of("{\"name\":\"" + tool + "\",\"inputSchema\":{\"type\":\"object\"}}"))
            .toList();
    Offer offer = Offer.of(Slice.of("{\"tools\":{}}"), null, Map.of(Listing.TOOLS, tools));
    return new ServerOffer(new ServerName(name), "sha256:aa", RiskLevel.LOW, offer);
  }

  /** The intents that were recorded, as {@code method target}. */
  List<String> recorded() {
    return List.copyOf(records.intents);
  }

  /** Waits until what the endpoint has open is as wanted; the test's own limit ends the wait. */
  void await(Predicate<McpEndpoint.Live> wanted) throws InterruptedException {
    while (!wanted.test(endpoint.live())) {
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    endpoint.close();
    server.stop();
  }

  private static final class Records implements AuditLog {
    final List<String> intents = new CopyOnWriteArrayList<>();

    @Override
    public long intent(Intent intent) {
      intents.add(intent.method() + " " + intent.target());
      return intents.size();
    }

    @Override
    public void outcome(Outcome outcome) {}

    @Override
    public boolean available() {
      return true;
    }

    @Override
    public void close() {}
  }
}
