package dev.mcpcentral.hub.engine;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.spec.Instances;
import dev.mcpcentral.hub.spec.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What a pool of containers costs and gains, with a server in Node.js: waking, recovery, the memory
 * of fifty idle instances, and a warm call beside a container for each call. Arguments: a state
 * directory and the file for the result.
 */
final class PoolBench {
  private static final int IDLE = 50;
  private static final int WARM_CALLS = 2_000;
  private static final int FRESH_CALLS = 20;
  private static final int DEATHS = 5;
  private static final Optional<Duration> NEVER = Optional.empty();

  /** A whole MCP server: every call is answered with its own number. */
  private static final String SERVER =
      """
      let rest = ''; process.stdin.on('data', chunk => { const lines = (rest + chunk).split('\\n'); rest = lines.pop();
        for (const line of lines) { const { id, method, params } = JSON.parse(line); if (id === undefined) continue;
          const result = method === 'initialize' ? { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'echo', version: '1' } }
            : method === 'tools/list' ? { tools: [{ name: 'echo', inputSchema: { type: 'object' } }] }
            : { content: [{ type: 'text', text: String(params.arguments.n) }] };
          process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result }) + '\\n'); } });\
      """;

  private final DockerFixture docker;
  private final Workload image;
  private long numbers;

  private PoolBench(DockerFixture docker, Workload image) {
    this.docker = docker;
    this.image = image;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Files.createDirectories(Path.of(arguments[0]));
    try (DockerFixture docker = new DockerFixture(home)) {
      String result = new PoolBench(docker, NodeImage.make()).run();
      Files.writeString(Path.of(arguments[1]), result);
      System.out.print(result);
    }
  }

  private String run() throws Exception {
    String calls = calls();
    String recovery = recovery();
    return """
    {
      "name" : "pool",
      "recorded" : "%s",
    %s,
    %s,
    %s
    }
    """
        .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), calls, recovery, idle());
  }

  /** In turns, so that a busy machine is busy for both. */
  private String calls() throws Exception {
    long[] warm = new long[WARM_CALLS];
    long[] fresh = new long[FRESH_CALLS];
    long[] spare = new long[FRESH_CALLS];
    try (PooledServer one = server(Instances.SHARED, new Pool(1, 0, NEVER, NEVER));
        PooledServer each = server(Instances.CALL, new Pool(4, 0, NEVER, NEVER));
        PooledServer ready = server(Instances.CALL, new Pool(4, 1, NEVER, NEVER))) {
      ready.backend.warm();
      one.nanos("s1", ++numbers);
      for (int round = 0; round < FRESH_CALLS; round++) {
        for (int call = 0; call < WARM_CALLS / FRESH_CALLS; call++) {
          warm[round * (WARM_CALLS / FRESH_CALLS) + call] = one.nanos("s1", ++numbers);
        }
        fresh[round] = each.nanos("s1", ++numbers);
        await("a spare", () -> ready.state().spare() == 1 && ready.state().running() == 0);
        spare[round] = ready.nanos("s1", ++numbers);
        await("the next spare", () -> ready.state().spare() == 1);
      }
    }
    return String.format(
        Locale.ROOT,
        "  \"warm\" : {\"calls\" : %d, \"p50Millis\" : %.3f},%n"
            + "  \"containerPerCall\" : {\"calls\" : %d, \"p50Millis\" : %.1f},%n"
            + "  \"spareContainerPerCall\" : {\"calls\" : %d, \"p50Millis\" : %.2f},%n"
            + "  \"ratio\" : %.0f",
        WARM_CALLS,
        millis(warm, 50),
        FRESH_CALLS,
        millis(fresh, 50),
        FRESH_CALLS,
        millis(spare, 50),
        millis(fresh, 50) / millis(warm, 50));
  }

  private String recovery() throws Exception {
    long[] with = deaths(1);
    long[] without = deaths(0);
    return String.format(
        Locale.ROOT,
        "  \"recovery\" : {\"deaths\" : %d, \"spareMaxMillis\" : %.0f, \"maxMillis\" : %.0f}",
        DEATHS,
        millis(with, 100),
        millis(without, 100));
  }

  /** From each kill to the answer to the next call that is answered. */
  private long[] deaths(int spare) throws Exception {
    long[] times = new long[DEATHS];
    for (int death = 0; death < DEATHS; death++) {
      try (PooledServer server = server(Instances.SHARED, new Pool(4, spare, NEVER, NEVER))) {
        server.backend.warm();
        server.nanos("s1", ++numbers);
        await("a spare", () -> server.state().spare() == spare);
        String victim =
            server.told.stream()
                .filter(line -> line.startsWith("started "))
                .findFirst()
                .orElseThrow();
        long begin = System.nanoTime();
        docker.api.run(
            "kill",
            engine -> engine.killContainerCmd(victim.substring("started ".length())).exec());
        long number = ++numbers;
        while (!PooledServer.isAnswer(server.call("s1", number, Caller.SILENT), number)) {
          number = ++numbers;
        }
        times[death] = System.nanoTime() - begin;
      }
    }
    return times;
  }

  private String idle() throws Exception {
    Optional<Duration> pause = Optional.of(Duration.ofSeconds(8));
    long[] wakes = new long[IDLE];
    double paused;
    double running;
    try (PooledServer server = server(Instances.SESSION, new Pool(IDLE, 0, pause, NEVER))) {
      for (int session = 0; session < IDLE; session++) {
        server.nanos("s" + session, ++numbers);
      }
      await("all paused", () -> server.state().paused() == IDLE);
      paused = megabytes();
      for (int session = 0; session < IDLE; session++) {
        wakes[session] = server.nanos("s" + session, ++numbers);
      }
      running = megabytes();
    }
    return String.format(
        Locale.ROOT,
        "  \"wake\" : {\"wakes\" : %d, \"p50Millis\" : %.1f, \"p95Millis\" : %.1f},%n"
            + "  \"idle\" : {\"instances\" : %d, \"runningMegabytes\" : %.0f,"
            + " \"pausedMegabytes\" : %.0f, \"stoppedMegabytes\" : %.0f}",
        IDLE,
        millis(wakes, 50),
        millis(wakes, 95),
        IDLE,
        running,
        paused,
        megabytes());
  }

  /**
   * What the containers' processes and the engine's helper for each of them hold, in 10^6 bytes.
   */
  private double megabytes() throws IOException {
    List<String> containers = docker.containers();
    long kilobytes = 0;
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.filter(PoolBench::isProcess).toList()) {
        kilobytes += belongs(process, containers) ? proportional(process) : 0;
      }
    }
    return kilobytes * 1024 / 1e6;
  }

  private static boolean isProcess(Path path) {
    return path.getFileName().toString().chars().allMatch(Character::isDigit);
  }

  private static boolean belongs(Path process, List<String> containers) {
    String of = read(process.resolve("cgroup")) + read(process.resolve("cmdline"));
    return containers.stream().anyMatch(of::contains);
  }

  /** Pages that several share count in parts. */
  private static long proportional(Path process) {
    return read(process.resolve("smaps_rollup"))
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException ended) {
      return "";
    }
  }

  private static double millis(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within two minutes: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private PooledServer server(Instances instances, Pool pool) {
    TestSpec spec = new TestSpec();
    spec.args.addAll(List.of("-e", SERVER));
    spec.instances = instances;
    spec.pool = pool;
    return new PooledServer(
        docker,
        new Launch(spec.build(), image, new ArrayList<>(List.of("/usr/bin/node")), Map.of()));
  }
}
