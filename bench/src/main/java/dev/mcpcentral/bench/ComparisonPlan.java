package dev.mcpcentral.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What {@code bench/run compare} measures.
 *
 * @param hub the hub's command; empty for direct and nginx alone
 * @param durabilities one hub is started for each
 * @param rate calls per second of an open loop; 0 for closed loops
 * @param hubWarmUp seconds of load for each hub before the first round: a JVM compiles what is hot
 */
record ComparisonPlan(
    String name,
    String hub,
    List<String> durabilities,
    List<Integer> connections,
    int rounds,
    int textBytes,
    double rate,
    Duration warmUp,
    Duration measured,
    int hubWarmUp) {

  private static final Set<String> OPTIONS =
      Set.of(
          "name",
          "hub",
          "durability",
          "connections",
          "rounds",
          "bytes",
          "rate",
          "warm-up",
          "seconds",
          "hub-warm-up");

  ComparisonPlan {
    durabilities = List.copyOf(durabilities);
    connections = List.copyOf(connections);
    if (rounds < 1 || connections.isEmpty()) {
      throw new BenchException("at least one round and one number of connections, please");
    }
  }

  static ComparisonPlan parse(List<String> words) {
    Arguments arguments = Arguments.parse(words, OPTIONS);
    String hub = arguments.text("hub", RunDirectory.defaultHub());
    boolean without = hub.equals("none");
    return new ComparisonPlan(
        arguments.text("name", "comparison"),
        without ? "" : hub,
        without
            ? List.of()
            : Arrays.asList(arguments.text("durability", "async,durable").split(",", -1)),
        arguments.numbers("connections", List.of(1, 16, 64, 256)),
        arguments.number("rounds", 3),
        arguments.number("bytes", 256),
        arguments.decimal("rate", 0),
        millis(arguments.decimal("warm-up", 2)),
        millis(arguments.decimal("seconds", 8)),
        arguments.number("hub-warm-up", 15));
  }

  LoadPlan load(Target target, int atConnections, Duration loadWarmUp, Duration loadMeasured) {
    return load(target.address(), target.tool(), atConnections, loadWarmUp, loadMeasured);
  }

  private LoadPlan load(
      URI address, String tool, int atConnections, Duration loadWarmUp, Duration loadMeasured) {
    return new LoadPlan(
        address,
        tool,
        "",
        atConnections,
        Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, atConnections),
        rate,
        loadWarmUp,
        loadMeasured,
        Integer.MAX_VALUE,
        textBytes,
        Duration.ofSeconds(10));
  }

  private static Duration millis(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
