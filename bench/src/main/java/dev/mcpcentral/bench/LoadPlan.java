package dev.mcpcentral.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What one run of the load generator does.
 *
 * @param target an http address on this machine, such as {@code http://127.0.0.1:3010/mcp}
 * @param tool the tool to call, as the target names it
 * @param token a bearer token, empty for none
 * @param connections keep-alive connections, 1 to 10,000
 * @param threads event loops that share the connections
 * @param rate calls per second of the open loop; 0 for a closed loop
 * @param warmUp time before anything is recorded
 * @param measured time that is recorded
 * @param maxCalls the run ends early after so many recorded calls
 * @param textBytes length of the text in the arguments
 * @param timeout a reply that takes longer is an error, and its connection is replaced
 */
record LoadPlan(
    URI target,
    String tool,
    String token,
    int connections,
    int threads,
    double rate,
    Duration warmUp,
    Duration measured,
    int maxCalls,
    int textBytes,
    Duration timeout) {

  private static final Set<String> OPTIONS =
      Set.of(
          "target",
          "tool",
          "token",
          "connections",
          "threads",
          "rate",
          "warm-up",
          "seconds",
          "max-calls",
          "bytes",
          "timeout");

  LoadPlan {
    if (!"http".equals(target.getScheme()) || target.getPort() < 0) {
      throw new BenchException(
          "the target must look like http://127.0.0.1:3010/mcp, not " + target);
    }
    if (connections < 1 || connections > 10_000 || threads < 1 || threads > connections) {
      throw new BenchException("1 to 10,000 connections and no more threads than those, please");
    }
    if (rate < 0 || measured.isNegative() || measured.isZero() || warmUp.isNegative()) {
      throw new BenchException(
          "rate and times must not be negative, and something must be measured");
    }
  }

  static LoadPlan parse(List<String> words) {
    Arguments arguments = Arguments.parse(words, OPTIONS);
    return new LoadPlan(
        URI.create(arguments.text("target", "http://127.0.0.1:3010/mcp")),
        arguments.text("tool", "echo"),
        arguments.text("token", ""),
        arguments.number("connections", 64),
        arguments.number("threads", 1),
        arguments.decimal("rate", 0),
        seconds(arguments.decimal("warm-up", 2)),
        seconds(arguments.decimal("seconds", 8)),
        arguments.number("max-calls", Integer.MAX_VALUE),
        arguments.number("bytes", 256),
        seconds(arguments.decimal("timeout", 10)));
  }

  /** The words that {@link #parse} reads back to an equal plan. */
  List<String> words() {
    return List.of(
        "--target", target.toString(),
        "--tool", tool,
        "--token", token,
        "--connections", String.valueOf(connections),
        "--threads", String.valueOf(threads),
        "--rate", String.valueOf(rate),
        "--warm-up", decimal(warmUp),
        "--seconds", decimal(measured),
        "--max-calls", String.valueOf(maxCalls),
        "--bytes", String.valueOf(textBytes),
        "--timeout", decimal(timeout));
  }

  boolean isOpenLoop() {
    return rate > 0;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static String decimal(Duration duration) {
    return String.valueOf(duration.toNanos() / 1e9);
  }
}
