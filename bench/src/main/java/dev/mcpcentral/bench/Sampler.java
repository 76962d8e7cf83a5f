package dev.mcpcentral.bench;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * Runs the load generator once against one target and reads the clocks of all processes at both
 * ends of its window.
 */
final class Sampler {
  private static final int EXIT_SECONDS = 30;

  private final UpstreamProcess upstream;

  Sampler(UpstreamProcess upstream) {
    this.upstream = upstream;
  }

  private record Clocks(
      double target,
      double upstream,
      double generator,
      double own,
      double machine,
      long calls,
      long nanos) {
    double foreignSince(Clocks start, boolean direct) {
      double ours = upstream - start.upstream + (generator - start.generator) + (own - start.own);
      double all = direct ? ours : ours + (target - start.target);
      return Math.max(0, machine - start.machine - all) / ((nanos - start.nanos) / 1e9);
    }
  }

  Sample measure(int round, Target target, LoadPlan plan) throws IOException, InterruptedException {
    try (ChildProcess generator = ChildProcess.bench("load", plan.words())) {
      BufferedReader output = generator.output();
      expect(output, LoadGenerator.WINDOW_OPENS);
      Clocks start = clocks(target, generator);
      expect(output, LoadGenerator.WINDOW_CLOSES);
      Clocks end = clocks(target, generator);
      double residentMb = ProcessTree.residentMb(target.pid());
      String line = output.readLine();
      if (line == null) {
        throw new BenchException("the generator ended without a report");
      }
      LoadReport load = Json.read(line, LoadReport.class);
      generator.awaitExit(EXIT_SECONDS);
      return sample(round, target, plan, start, end, residentMb, load);
    }
  }

  private static Sample sample(
      int round,
      Target target,
      LoadPlan plan,
      Clocks start,
      Clocks end,
      double residentMb,
      LoadReport load) {
    double calls = Math.max(1, load.calls());
    return new Sample(
        round,
        plan.connections(),
        target.name(),
        Figures.round((end.target - start.target) * 1e6 / calls, 2),
        Figures.round(residentMb, 1),
        Figures.round(end.foreignSince(start, target.name().equals(Target.DIRECT)), 2),
        Figures.round((end.calls - start.calls) / calls, 3),
        load);
  }

  private static void expect(BufferedReader output, String mark) throws IOException {
    String line = output.readLine();
    if (!mark.equals(line)) {
      throw new BenchException("the generator said " + line + " instead of " + mark);
    }
  }

  private Clocks clocks(Target target, ChildProcess generator) throws IOException {
    return new Clocks(
        ProcessTree.cpuSeconds(target.pid()),
        ProcessTree.cpuSeconds(upstream.pid()),
        ProcessTree.cpuSeconds(generator.pid()),
        ownCpuSeconds(),
        ProcessTree.machineCpuSeconds(),
        upstream.calls(),
        System.nanoTime());
  }

  private static double ownCpuSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(cpu -> cpu.toNanos() / 1e9)
        .orElse(0.0);
  }
}
