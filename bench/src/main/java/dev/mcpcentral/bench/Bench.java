package dev.mcpcentral.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The entry point of {@code bench/run}: the first word chooses what to run. */
public final class Bench {
  private static final String USAGE =
      """
      bench/run COMMAND [--option value …]
        upstream   the echoing MCP server alone: --port --threads --bytes --tools
        load       the load generator alone: --target --tool --token --connections --threads --rate --warm-up --seconds
                   --max-calls --bytes --timeout
        compare    direct, nginx and the hub in one run: --name --hub --rounds --seconds --warm-up --hub-warm-up
                   --connections --bytes --durability --rate
        list       tools/list of 500 servers with nothing running: --name --hub --servers --tools --walks
        startup    from exec of java to the first 200 on /ready: --name --hub --times
        memory     resident memory after 100,000 calls: --name --hub --calls --connections --durability
      --hub is the command that runs the hub in the foreground, {config} where its configuration file goes;
      MCP_CENTRAL_HOME is set for it. Results go to bench/results/NAME.json.
      """;

  private Bench() {}

  /**
   * Runs one command; exits with 0 when it worked, 1 when something measured was wrong, 2 for bad
   * usage.
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    if (words.length == 0) {
      System.err.print(USAGE);
      System.exit(2);
    }
    try {
      System.exit(run(words[0], Arrays.asList(words).subList(1, words.length)));
    } catch (BenchException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(2);
    }
  }

  private static int run(String command, List<String> options)
      throws IOException, InterruptedException {
    return switch (command) {
      case "upstream" -> EchoUpstream.run(options);
      case "load" -> LoadGenerator.run(options);
      case "compare" -> Comparison.run(options);
      case "list" -> ListScenario.run(options);
      case "startup" -> StartupScenario.run(options);
      case "memory" -> MemoryScenario.run(options);
      default -> throw new BenchException("no such command: " + command + "\n" + USAGE);
    };
  }
}
