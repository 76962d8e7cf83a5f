package dev.mcpcentral.bench;

import dev.mcpcentral.bench.Hub.HubCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How long the hub takes from the exec of java to the first 200 on {@code /ready}. */
final class StartupScenario {
  private static final int READY_SECONDS = 120;
  private static final int UNTIMED_STARTS = 1;

  private StartupScenario() {}

  /**
   * @param launcherMillis from the start of the command, shell and all; medians
   * @param javaMillis from the exec of java; medians
   * @param javaMillisOfEach in the order of the starts
   */
  record Result(
      String name,
      String recorded,
      Machine machine,
      int starts,
      double launcherMillis,
      double javaMillis,
      List<Double> javaMillisOfEach,
      double residentMb,
      List<Requirement> requirements) {}

  private record Start(double launcherMillis, double javaMillis, double residentMb) {}

  /** {@code bench/run startup}. */
  static int run(List<String> words) throws IOException, InterruptedException {
    Arguments arguments = Arguments.parse(words, Set.of("name", "hub", "times"));
    String name = arguments.text("name", "startup");
    int times = arguments.number("times", 10);
    Path directory = RunDirectory.create(name);
    Machine machine = Machine.describe(directory);
    List<Start> starts = new ArrayList<>();
    try (UpstreamProcess upstream = UpstreamProcess.start(256, 1)) {
      HubCommand command =
          HubCommand.prepare(
              arguments.text("hub", RunDirectory.defaultHub()),
              directory,
              "durable",
              Map.of("echo", "http://127.0.0.1:" + upstream.port() + "/mcp"));
      for (int i = -UNTIMED_STARTS; i < times; i++) {
        Start start = start(command);
        if (i >= 0) {
          starts.add(start);
        }
      }
    }
    Result result = result(name, machine, starts);
    result.requirements().forEach(requirement -> System.out.println(requirement.line()));
    System.out.println("written to " + RunDirectory.writeResult(name, result));
    RunDirectory.delete(directory);
    return 0;
  }

  private static Start start(HubCommand command) throws IOException, InterruptedException {
    long launched = System.nanoTime();
    long deadline = launched + READY_SECONDS * 1_000_000_000L;
    try (Hub hub = Hub.launch(command)) {
      long java = 0;
      while (!Readiness.answers(command.port(), "/ready")) {
        if (java == 0 && runsJava(hub.pid())) {
          java = System.nanoTime();
        }
        if (!hub.isAlive() || System.nanoTime() - deadline > 0) {
          throw new BenchException(
              "the hub did not get ready: " + command.home().resolve("hub.log"));
        }
        Thread.sleep(1);
      }
      long ready = System.nanoTime();
      long from = java == 0 ? launched : java;
      return new Start(
          (ready - launched) / 1e6, (ready - from) / 1e6, ProcessTree.residentMb(hub.pid()));
    }
  }

  /**
   * Whether the process, or one that it started, is a JVM by now: a launcher script may look for
   * one first.
   */
  private static boolean runsJava(long pid) {
    Stream<ProcessHandle> tree =
        ProcessHandle.of(pid).stream()
            .flatMap(root -> Stream.concat(Stream.of(root), root.children()));
    return tree.anyMatch(process -> isJava(Path.of("/proc/" + process.pid() + "/exe")));
  }

  private static boolean isJava(Path executable) {
    try {
      return Files.readSymbolicLink(executable).endsWith("java");
    } catch (IOException e) {
      return false;
    }
  }

  private static Result result(String name, Machine machine, List<Start> starts) {
    List<Double> java = starts.stream().map(start -> Figures.round(start.javaMillis(), 1)).toList();
    double median = Figures.round(Figures.median(java), 1);
    return new Result(
        name,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        machine,
        starts.size(),
        Figures.round(Figures.median(starts.stream().map(Start::launcherMillis).toList()), 1),
        median,
        java,
        Figures.round(Figures.median(starts.stream().map(Start::residentMb).toList()), 1),
        List.of(Requirement.atMost("exec of java to ready, median in ms", median, 1_000)));
  }
}
