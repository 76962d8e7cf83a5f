package dev.mcpcentral.bench;

import dev.mcpcentral.bench.Hub.HubCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stays resident in a fresh hub after many calls. */
final class MemoryScenario {
  private static final Duration AT_MOST = Duration.ofMinutes(5);

  private MemoryScenario() {}

  /**
   * @param residentMb of the hub's process tree (10^6 bytes) a second after the last call
   */
  record Result(
      String name,
      String recorded,
      Machine machine,
      long calls,
      int connections,
      long errors,
      double residentMb,
      List<Requirement> requirements) {}

  /** {@code bench/run memory}: 1 when a reply was wrong or calls are missing. */
  static int run(List<String> words) throws IOException, InterruptedException {
    Arguments arguments =
        Arguments.parse(words, Set.of("name", "hub", "calls", "connections", "durability"));
    String name = arguments.text("name", "memory");
    int calls = arguments.number("calls", 100_000);
    int connections = arguments.number("connections", 64);
    Path directory = RunDirectory.create(name);
    Machine machine = Machine.describe(directory);
    Result result;
    try (UpstreamProcess upstream = UpstreamProcess.start(256, 1)) {
      HubCommand command =
          HubCommand.prepare(
              arguments.text("hub", RunDirectory.defaultHub()),
              directory,
              arguments.text("durability", "durable"),
              Map.of("echo", "http://127.0.0.1:" + upstream.port() + "/mcp"));
      try (Hub hub = Hub.start(command)) {
        Target target = hub.awaitTool("echo__echo").target("hub");
        Sample sample =
            new Sampler(upstream).measure(1, target, load(target.address(), connections, calls));
        Thread.sleep(1_000);
        result =
            result(name, machine, connections, calls, sample, ProcessTree.residentMb(hub.pid()));
      }
    }
    result.requirements().forEach(requirement -> System.out.println(requirement.line()));
    System.out.println("written to " + RunDirectory.writeResult(name, result));
    RunDirectory.delete(directory);
    return result.errors() == 0 && result.calls() >= calls ? 0 : 1;
  }

  private static LoadPlan load(URI address, int connections, int calls) {
    return new LoadPlan(
        address,
        "echo__echo",
        "",
        connections,
        1,
        0,
        Duration.ZERO,
        AT_MOST,
        calls,
        256,
        Duration.ofSeconds(10));
  }

  private static Result result(
      String name, Machine machine, int connections, int calls, Sample sample, double residentMb) {
    double resident = Figures.round(residentMb, 1);
    return new Result(
        name,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        machine,
        sample.load().calls(),
        connections,
        sample.load().errorCount(),
        resident,
        List.of(
            Requirement.atLeast("calls answered", (double) sample.load().calls(), calls),
            Requirement.atMost("resident after the calls, in MB", resident, 250)));
  }
}
