package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.engine.Engine;
import dev.mcpcentral.hub.engine.Instance;
import dev.mcpcentral.hub.engine.Isolation;
import dev.mcpcentral.hub.engine.Launch;
import dev.mcpcentral.hub.engine.Workload;
import dev.mcpcentral.hub.spec.ServerSpec;
import dev.mcpcentral.hub.spec.Source;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EngineConnectorTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String DISCOVERED =
      "{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{}}";

  private final RecordedEvents events = new RecordedEvents();

  private static EngineConnector to(Supplier<Instance> instances) {
    ServerSpec spec =
        ServerSpec.of(new ServerName("s"), new Source.Remote(URI.create("http://127.0.0.1:1/mcp")));
    Launch launch = new Launch(spec, new Workload.Folder(Path.of("/none")), List.of(), Map.of());
    return new EngineConnector(new StartingEngine(instances), launch);
  }

  private CompletableFuture<Peer> connecting(EngineConnector connector) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return connector.connect(events, Deadline.in(LONG));
      } catch (PeerException failed) {
        throw new IllegalStateException(failed);
      }
    });
  }

  private static void refuse(ScriptedServer server, String request) {
    server.say(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + ScriptedServer.idOf(request)
            + ",\"error\":{\"code\":-32601,\"message\":\"no\"}}");
  }

  private static void expect(ScriptedServer server, String method, String result)
      throws InterruptedException {
    String request = server.next();
    assertThat(request).contains("\"" + method + "\"");
    if (result.isEmpty()) {
      refuse(server, request);
    } else {
      server.answer(ScriptedServer.idOf(request), result);
    }
  }

  @Test
  void serverThatRefusesTheHandshakeIsAskedTheModernWay() throws Exception {
    ScriptedServer server = new ScriptedServer("refusing");
    CompletableFuture<Peer> peer = connecting(to(() -> server));
    expect(server, "initialize", "");
    expect(server, "server/discover", DISCOVERED);
    assertThat(peer.get().era()).isEqualTo(Era.MODERN);
    peer.get().close();
  }

  @Test
  void serverThatProposesARevisionWithoutHandshakeIsAskedTheModernWay() throws Exception {
    ScriptedServer server = new ScriptedServer("proposing");
    CompletableFuture<Peer> peer = connecting(to(() -> server));
    expect(server, "initialize", "{\"protocolVersion\":\"2026-07-28\",\"capabilities\":{}}");
    expect(server, "server/discover", DISCOVERED);
    assertThat(peer.get().era()).isEqualTo(Era.MODERN);
    peer.get().close();
  }

  @Test
  void serverThatWasModernBeforeIsAskedThatFirstAndMayBeLegacyNow() throws Exception {
    List<ScriptedServer> servers =
        List.of(new ScriptedServer("modern"), new ScriptedServer("legacy"));
    List<ScriptedServer> left = new ArrayList<>(servers);
    EngineConnector connector = to(left::removeFirst);
    CompletableFuture<Peer> first = connecting(connector);
    expect(servers.get(0), "initialize", "");
    expect(servers.get(0), "server/discover", DISCOVERED);
    first.get().close();
    CompletableFuture<Peer> second = connecting(connector);
    expect(servers.get(1), "server/discover", "");
    expect(
        servers.get(1), "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}");
    assertThat(second.get().era()).isEqualTo(Era.LEGACY);
    second.get().close();
  }

  @Test
  void serverThatSpeaksNoneIsStopped() throws Exception {
    ScriptedServer server = new ScriptedServer("mute");
    CompletableFuture<Peer> peer = connecting(to(() -> server));
    expect(server, "initialize", "");
    expect(server, "server/discover", "");
    assertThat(peer).failsWithin(LONG);
    assertThat(server.exit().toCompletableFuture()).isDone();
  }

  @Test
  void instanceOverHttpOutlivesASessionButNotItsPeer() throws Exception {
    try (StubHttp server = StubHttp.legacy("{\"tools\":{}}")) {
      List<HttpInstance> started = new ArrayList<>();
      EngineConnector connector =
          to(() -> {
            HttpInstance fresh = new HttpInstance(server.port());
            started.add(fresh);
            return fresh;
          });
      Peer first = connecting(connector).get();
      server.on("tools/call", call -> call.status(404));
      Peer.Outgoing call = Peer.Outgoing.plain("tools/call", Slice.of("{}"));
      CompletableFuture<Object> lost =
          CompletableFuture.supplyAsync(() -> {
            try {
              return first.request(call, Caller.SILENT, Deadline.in(LONG));
            } catch (PeerException failed) {
              return failed.kind();
            }
          });
      assertThat(lost.get()).isEqualTo(PeerException.Kind.SESSION_LOST);
      Peer second = connecting(connector).get();
      assertThat(started).hasSize(1);
      assertThat(started.getFirst().exit.isDone()).isFalse();
      second.close();
      assertThat(started.getFirst().exit).isDone();
      connecting(connector).get().close();
      assertThat(started).hasSize(2);
    }
  }

  /** A server that runs in this process. */
  private static final class HttpInstance implements Instance {
    final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final int port;

    HttpInstance(int port) {
      this.port = port;
    }

    @Override
    public String id() {
      return "http";
    }

    @Override
    public Wire wire() {
      return new Wire.Http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public CompletionStage<Exit> exit() {
      return exit;
    }

    @Override
    public void stop(Duration grace) {
      exit.complete(new Exit(0, "exit code 0"));
    }
  }

  /** Starts nothing: the instances are there already. */
  private record StartingEngine(Supplier<Instance> instances) implements Engine {
    @Override
    public Kind kind() {
      return Kind.PROCESS;
    }

    @Override
    public String description() {
      return "instances of a test";
    }

    @Override
    public Instance start(Launch launch) {
      return instances.get();
    }

    @Override
    public Isolation isolation(ServerSpec spec) {
      return new Isolation.Usual();
    }

    @Override
    public int sweep(Set<ServerName> keep) {
      return 0;
    }

    @Override
    public Optional<String> trouble() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
