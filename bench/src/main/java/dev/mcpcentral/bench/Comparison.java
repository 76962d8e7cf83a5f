package dev.mcpcentral.bench;

import dev.mcpcentral.bench.Hub.HubCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Direct, nginx and the hub on one machine in one run. In every round each level of load visits all
 * targets one after the other, and the next round begins with another of them, so that what
 * disturbs the machine disturbs all alike.
 */
final class Comparison {
  private static final int PROBE_APPENDS = 1_000;

  private final ComparisonPlan plan;
  private final Path directory;
  private final List<Sample> samples = new ArrayList<>();
  private final List<DiskProbe> probes = new ArrayList<>();

  private Comparison(ComparisonPlan plan, Path directory) {
    this.plan = plan;
    this.directory = directory;
  }

  /** {@code bench/run compare}: writes the result, prints the table; 1 when a reply was wrong. */
  static int run(List<String> words) throws IOException, InterruptedException {
    ComparisonPlan plan = ComparisonPlan.parse(words);
    Path directory = RunDirectory.create(plan.name());
    Machine machine = Machine.describe(directory);
    Comparison comparison = new Comparison(plan, directory);
    comparison.measure();
    ComparisonResult result =
        ComparisonResult.of(
            plan,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            machine,
            comparison.probes,
            comparison.samples);
    Path file = RunDirectory.writeResult(plan.name(), result);
    System.out.print(ComparisonTable.of(result));
    System.out.println("written to " + file);
    if (!comparison.samples.stream().allMatch(Sample::isSound)) {
      System.out.println(
          "Calls went wrong, or did not reach the upstream; the logs are in " + directory);
      return 1;
    }
    RunDirectory.delete(directory);
    return 0;
  }

  private void measure() throws IOException, InterruptedException {
    Deque<AutoCloseable> started = new ArrayDeque<>();
    try {
      UpstreamProcess upstream = UpstreamProcess.start(plan.textBytes(), 1);
      started.push(upstream);
      Nginx nginx = Nginx.start(directory, upstream.port());
      started.push(nginx);
      List<Target> targets = new ArrayList<>();
      targets.add(Target.at(Target.DIRECT, upstream.port(), "echo", upstream.pid()));
      targets.add(nginx.target());
      for (String durability : plan.durabilities()) {
        Hub hub = Hub.start(command(durability, upstream));
        started.push(hub);
        targets.add(hub.awaitTool("echo__echo").target("hub-" + durability));
      }
      Sampler sampler = new Sampler(upstream);
      warmUp(sampler, targets);
      rounds(sampler, targets);
    } finally {
      closeAll(started);
    }
  }

  private HubCommand command(String durability, UpstreamProcess upstream) throws IOException {
    return HubCommand.prepare(
        plan.hub(),
        directory.resolve("hub-" + durability),
        durability,
        Map.of("echo", "http://127.0.0.1:" + upstream.port() + "/mcp"));
  }

  private void warmUp(Sampler sampler, List<Target> targets)
      throws IOException, InterruptedException {
    for (Target target : targets) {
      boolean hub = target.name().startsWith("hub");
      Duration time = Duration.ofSeconds(hub ? Math.max(1, plan.hubWarmUp()) : 1);
      sampler.measure(
          0, target, plan.load(target, Collections.max(plan.connections()), Duration.ZERO, time));
    }
  }

  private void rounds(Sampler sampler, List<Target> targets)
      throws IOException, InterruptedException {
    List<Target> order = new ArrayList<>(targets);
    for (int round = 1; round <= plan.rounds(); round++) {
      probes.add(DiskProbe.measure(directory, PROBE_APPENDS));
      for (int connections : plan.connections()) {
        for (Target target : order) {
          Sample sample = quietest(sampler, round, target, connections);
          samples.add(sample);
          System.err.println(ComparisonTable.progress(sample));
        }
      }
      Collections.rotate(order, 1);
    }
  }

  /**
   * A sample during which others were busy is taken again, not often, and the one they disturbed
   * least is kept.
   */
  private Sample quietest(Sampler sampler, int round, Target target, int connections)
      throws IOException, InterruptedException {
    LoadPlan load = plan.load(target, connections, plan.warmUp(), plan.measured());
    Sample best = sampler.measure(round, target, load);
    for (int i = 0; i < plan.repeats() && !best.isQuiet(); i++) {
      Sample again = sampler.measure(round, target, load);
      best = again.foreignCores() < best.foreignCores() ? again : best;
    }
    return best;
  }

  private static void closeAll(Deque<AutoCloseable> started) {
    for (AutoCloseable each : started) {
      try {
        each.close();
      } catch (Exception e) {
        System.err.println("bench: could not stop a process: " + e.getMessage());
      }
    }
  }
}
