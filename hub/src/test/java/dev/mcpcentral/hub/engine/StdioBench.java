package dev.mcpcentral.hub.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import dev.mcpcentral.hub.backend.RequestState;
import dev.mcpcentral.hub.backend.ServerBackend;
import dev.mcpcentral.hub.backend.ServerEvents;
import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Call;
import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.hub.call.Principal;
import dev.mcpcentral.hub.call.Route;
import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.hub.call.Surface;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.policy.Permitted;
import dev.mcpcentral.hub.policy.Policy;
import dev.mcpcentral.hub.spec.RiskLevel;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a tool call over stdio costs against a bare exchange of the same bytes over the same attach
 * call, with the same server, in turns, in one run. Arguments: a state directory and the file for
 * the result.
 */
final class StdioBench implements ServerEvents {
  private static final int ROUNDS = 100;
  private static final int TRIPS = 100;
  private static final int WARM_UP_ROUNDS = 100;

  /**
   * A whole MCP server in one line: answers initialize and tools/list, and every call with the same
   * text.
   */
  private static final String SERVER =
      """
      exec awk '{ if (match($0, /"id":[0-9]+/)) { id = substr($0, RSTART + 5, RLENGTH - 5); \
      if ($0 ~ /"method":"initialize"/) r = "{\\"protocolVersion\\":\\"2025-11-25\\",\\"capabilities\\":{\\"tools\\":{}},\\"serverInfo\\":{\\"name\\":\\"echo\\",\\"version\\":\\"1\\"}}"; \
      else if ($0 ~ /"method":"tools.list"/) r = "{\\"tools\\":[{\\"name\\":\\"echo\\",\\"inputSchema\\":{\\"type\\":\\"object\\"}}]}"; \
      else r = "{\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"%s\\"}]}"; \
      print "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":" id ",\\"result\\":" r "}"; fflush() } }'\
      """
          .formatted("x".repeat(256));

  public static void main(String[] arguments) throws Exception {
    Path home = Files.createDirectories(Path.of(arguments[0]));
    try (DockerFixture docker = new DockerFixture(home);
        ServerBackend backend =
            ServerBackend.onEngine(
                docker.engine,
                TestSpec.shell(SERVER).launch(docker.busybox()),
                new StdioBench(),
                new RequestState(new byte[32], InstantSource.system()));
        Bare bare = Bare.start(docker)) {
      Permitted call = call();
      long[] ours = new long[ROUNDS * TRIPS];
      long[] plain = new long[ROUNDS * TRIPS];
      for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        int at = Math.max(0, round) * TRIPS;
        for (int trip = 0; trip < TRIPS; trip++) {
          ours[at + trip] = trip(backend, call);
        }
        for (int trip = 0; trip < TRIPS; trip++) {
          plain[at + trip] = bare.trip();
        }
      }
      Files.writeString(Path.of(arguments[1]), result(ours, plain));
      System.out.print(result(ours, plain));
    }
  }

  private static Permitted call() {
    Slice arguments = Slice.of("{\"text\":\"" + "y".repeat(256) + "\"}");
    Members params = Members.of(List.of(new Members.Member("arguments", arguments)));
    Ask.OfServer ask =
        new Ask.OfServer(ServerMethod.CALL_TOOL, null, "probe__echo", params, Members.NONE);
    Call call =
        new Call(
            new Principal.Operator(), Surface.MCP, Client.plain(Revision.NEWEST_LEGACY, null), ask);
    Route route = new Route(new ServerName("probe"), "echo", "sha256:0", "0");
    return (Permitted) new Policy(1).decide(call, ask, route, RiskLevel.LOW);
  }

  private static long trip(ServerBackend backend, Permitted call) {
    long begin = System.nanoTime();
    Outcome outcome = backend.invoke(call, Caller.SILENT);
    long nanos = System.nanoTime() - begin;
    if (!(outcome instanceof Outcome.Answer)) {
      throw new IllegalStateException("the call ended with " + outcome.word());
    }
    return nanos;
  }

  private static String result(long[] ours, long[] plain) {
    double ratio = (double) percentile(ours, 50) / percentile(plain, 50);
    return String.format(
        Locale.ROOT,
        """
        {
          "name" : "stdio",
          "recorded" : "%s",
          "trips" : %d,
          "backend" : {"p50Micros" : %.1f, "p99Micros" : %.1f},
          "bare" : {"p50Micros" : %.1f, "p99Micros" : %.1f},
          "ratio" : %.2f,
          "met" : %b
        }
        """,
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        ours.length,
        percentile(ours, 50) / 1e3,
        percentile(ours, 99) / 1e3,
        percentile(plain, 50) / 1e3,
        percentile(plain, 99) / 1e3,
        ratio,
        ratio <= 1.5);
  }

  private static long percentile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  @Override
  public void started(String instance, Offer offer) {}

  @Override
  public void resourceUpdated(String uri, Slice params) {}

  @Override
  public void ended(String how) {}

  @Override
  public void line(String text) {
    System.err.println(text);
  }

  /**
   * The least that a client can do: raw bytes out, raw frames in until the line feed, nothing
   * looked at.
   */
  private record Bare(SocketChannel channel, ByteBuffer in) implements AutoCloseable {
    private static final byte[] LINE =
        ("{\"jsonrpc\":\"2.0\",\"id\":100000,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\""
                + "y".repeat(256)
                + "\"},\"_meta\":{}}}\n")
            .getBytes(StandardCharsets.US_ASCII);

    static Bare start(DockerFixture docker) throws IOException {
      String id = docker.api.call("create a server", client -> create(docker, client));
      DockerAddress address = docker.api.address();
      SocketChannel channel = address.open();
      address.connect(channel);
      String request =
          "POST %s/containers/%s/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
              .formatted(docker.api.pathPrefix(), id);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      channel.read(ByteBuffer.allocate(4096));
      docker.api.run("start a server", client -> client.startContainerCmd(id).exec());
      return new Bare(channel, ByteBuffer.allocateDirect(64 << 10));
    }

    private static String create(DockerFixture docker, DockerClient client) {
      return client
          .createContainerCmd(((Workload.Image) docker.busybox()).id())
          .withLabels(Map.of(Labels.INSTALLATION, docker.installation))
          .withEntrypoint("/bin/sh", "-c", SERVER)
          .withStdinOpen(true)
          .withStdInOnce(true)
          .withHostConfig(
              new HostConfig()
                  .withNetworkMode("none")
                  .withInit(true)
                  .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE)))
          .exec()
          .getId();
    }

    long trip() throws IOException {
      long begin = System.nanoTime();
      channel.write(ByteBuffer.wrap(LINE));
      byte last = 0;
      while (last != '\n') {
        in.clear();
        int count = channel.read(in);
        last = in.get(count - 1);
      }
      return System.nanoTime() - begin;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
