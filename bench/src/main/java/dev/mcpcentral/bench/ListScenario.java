package dev.mcpcentral.bench;

import dev.mcpcentral.bench.Hub.HubCommand;
import dev.mcpcentral.bench.PlainClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The aggregated {@code tools/list} of very many servers of which none is running. The hub learns
 * them from one upstream that plays all of them on paths of their own; then that upstream is
 * stopped, and the list is walked.
 */
final class ListScenario {
  private static final int LEARN_SECONDS = 180;
  private static final int UNTIMED_WALKS = 20;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MAX_PAGES = 1_000;

  private final int port;
  private final URI address;
  private final List<Double> pageMillis = new ArrayList<>();
  private final List<Double> walkMillis = new ArrayList<>();

  private ListScenario(int port) {
    this.port = port;
    this.address = URI.create("http://127.0.0.1:" + port + "/mcp");
  }

  /**
   * @param learnedSeconds from ready until all tools were listed
   * @param pages of one walk
   * @param tools of one walk, all with different names
   * @param walkP50Millis of a whole walk, which is the sum of its pages
   */
  record Result(
      String name,
      String recorded,
      Machine machine,
      int servers,
      int tools,
      int pages,
      int walks,
      double learnedSeconds,
      double pageP50Millis,
      double pageP99Millis,
      double walkP50Millis,
      double walkMaxMillis,
      List<Requirement> requirements) {}

  /** One walk: what it saw, and how long each page took. */
  private record Walk(int tools, List<Double> pageMillis) {
    double millis() {
      return pageMillis.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** {@code bench/run list}. */
  static int run(List<String> words) throws IOException, InterruptedException {
    Arguments arguments =
        Arguments.parse(words, Set.of("name", "hub", "servers", "tools", "walks"));
    String name = arguments.text("name", "list");
    int servers = arguments.number("servers", 500);
    int tools = arguments.number("tools", 20);
    int walks = arguments.number("walks", 100);
    Path directory = RunDirectory.create(name);
    Machine machine = Machine.describe(directory);
    UpstreamProcess upstream = UpstreamProcess.start(256, tools);
    try (upstream) {
      HubCommand command =
          HubCommand.prepare(
              arguments.text("hub", RunDirectory.defaultHub()),
              directory,
              "async",
              addresses(upstream, servers));
      try (Hub hub = Hub.start(command)) {
        ListScenario scenario = new ListScenario(hub.port());
        double learned = scenario.awaitAll(servers * tools);
        // From here on nothing is running behind the hub.
        upstream.close();
        int pages = scenario.measure(walks, servers * tools);
        Result result =
            scenario.result(name, machine, servers, servers * tools, pages, walks, learned);
        result.requirements().forEach(requirement -> System.out.println(requirement.line()));
        System.out.println("written to " + RunDirectory.writeResult(name, result));
      }
    }
    RunDirectory.delete(directory);
    return 0;
  }

  private static Map<String, String> addresses(UpstreamProcess upstream, int servers) {
    Map<String, String> addresses = new TreeMap<>();
    for (int i = 0; i < servers; i++) {
      addresses.put(
          "s%03d".formatted(i), "http://127.0.0.1:" + upstream.port() + "/s/" + i + "/mcp");
    }
    return addresses;
  }

  private double awaitAll(int tools) throws IOException, InterruptedException {
    long start = System.nanoTime();
    int seen = 0;
    while (seen < tools) {
      double seconds = (System.nanoTime() - start) / 1e9;
      if (seconds > LEARN_SECONDS) {
        throw new BenchException(
            "after " + LEARN_SECONDS + " s the hub lists " + seen + " of " + tools + " tools");
      }
      Thread.sleep(250);
      try (PlainClient client = new PlainClient(port, TIMEOUT_MILLIS)) {
        seen = walk(client).tools();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private int measure(int walks, int tools) throws IOException {
    int pages = 0;
    try (PlainClient client = new PlainClient(port, TIMEOUT_MILLIS)) {
      for (int i = -UNTIMED_WALKS; i < walks; i++) {
        Walk walk = walk(client);
        if (walk.tools() != tools) {
          throw new BenchException(
              "with nothing running the hub lists " + walk.tools() + " of " + tools + " tools");
        }
        pages = walk.pageMillis().size();
        if (i >= 0) {
          pageMillis.addAll(walk.pageMillis());
          walkMillis.add(walk.millis());
        }
      }
    }
    return pages;
  }

  private Walk walk(PlainClient client) throws IOException {
    Set<String> names = new HashSet<>();
    List<Double> millis = new ArrayList<>();
    String cursor = "";
    do {
      String body = ModernRequest.toolsList(cursor, millis.size() + 1L);
      Reply reply =
          client.exchange(ModernRequest.head(address, "tools/list", "", "", body.length()) + body);
      millis.add(reply.nanos() / 1e6);
      JsonNode result = Json.tree(reply.body()).path("result");
      if (reply.status() != 200 || !result.path("tools").isArray()) {
        throw new BenchException(
            "tools/list was answered with " + reply.status() + ": " + reply.body());
      }
      // The hub's own tools, central__…, are listed too and belong to no server of ours.
      result
          .path("tools")
          .valueStream()
          .map(tool -> tool.path("name").asString())
          .filter(tool -> !tool.startsWith("central__"))
          .forEach(names::add);
      cursor = result.path("nextCursor").isString() ? result.path("nextCursor").toString() : "";
    } while (!cursor.isEmpty() && millis.size() < MAX_PAGES);
    return new Walk(names.size(), millis);
  }

  private Result result(
      String name, Machine machine, int servers, int tools, int pages, int walks, double learned) {
    double pageP99 = Figures.round(Figures.percentile(pageMillis, 99), 2);
    double walkP50 = Figures.round(Figures.percentile(walkMillis, 50), 2);
    double walkMax = Figures.round(Figures.percentile(walkMillis, 100), 2);
    return new Result(
        name,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        machine,
        servers,
        tools,
        pages,
        walks,
        Figures.round(learned, 1),
        Figures.round(Figures.percentile(pageMillis, 50), 2),
        pageP99,
        walkP50,
        walkMax,
        List.of(
            Requirement.atMost("tools/list page, p99 in ms", pageP99, 20),
            Requirement.atMost("tools/list whole walk, p50 in ms", walkP50, 150)));
  }
}
