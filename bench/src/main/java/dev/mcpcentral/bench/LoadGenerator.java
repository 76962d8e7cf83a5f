package dev.mcpcentral.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts load on one target, closed or open loop, in a process of its own. */
final class LoadGenerator {
  /**
   * Printed on a line of its own when the window opens, so that who started the process can read
   * CPU clocks.
   */
  static final String WINDOW_OPENS = "measuring";

  /** Printed when the window closes; the report follows as one line of JSON. */
  static final String WINDOW_CLOSES = "measured";

  private LoadGenerator() {}

  /** {@code bench/run load}: prints the two marks and the report. */
  static int run(List<String> words) throws IOException, InterruptedException {
    LoadReport report = measure(LoadPlan.parse(words), System.out::println);
    System.out.println(Json.line(report));
    return report.errorCount() == 0 ? 0 : 1;
  }

  /** Told when the window opens and when it closes. */
  interface Marks {
    void reached(String mark);
  }

  static LoadReport measure(LoadPlan plan, Marks marks) throws IOException, InterruptedException {
    List<LoadLoop> loops = new ArrayList<>();
    for (int i = 0; i < plan.threads(); i++) {
      loops.add(new LoadLoop(plan, i));
    }
    // The clock starts when every connection is open: on a busy machine that alone can take a
    // second.
    long start = System.nanoTime();
    long from = start + plan.warmUp().toNanos();
    LoadLoop.Window window = new LoadLoop.Window(start, from, from + plan.measured().toNanos());
    List<Thread> threads = new ArrayList<>();
    for (LoadLoop loop : loops) {
      threads.add(
          Thread.ofPlatform()
              .name("load-" + threads.size())
              .daemon()
              .start(() -> loop.run(window)));
    }
    TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
    marks.reached(WINDOW_OPENS);
    for (LoadLoop loop : loops) {
      loop.awaitMeasured();
    }
    marks.reached(WINDOW_CLOSES);
    for (Thread thread : threads) {
      thread.join();
    }
    return LoadReport.of(loops);
  }
}
