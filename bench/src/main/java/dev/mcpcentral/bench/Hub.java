package dev.mcpcentral.bench;

import dev.mcpcentral.bench.PlainClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One hub, started by the command that a user would type, with a configuration and a home of its
 * own.
 */
final class Hub implements AutoCloseable {
  private static final int READY_SECONDS = 120;
  private static final int JOIN_SECONDS = 60;
  private static final int ASK_MILLIS = 10_000;

  private final HubCommand command;
  private final ChildProcess process;

  private Hub(HubCommand command, ChildProcess process) {
    this.command = command;
    this.process = process;
  }

  /**
   * How to start one hub, as often as wanted.
   *
   * @param words the command, its configuration file already in place
   * @param home becomes {@code MCP_CENTRAL_HOME}
   * @param port where it serves {@code /mcp} and {@code /ready}
   */
  record HubCommand(List<String> words, Path home, int port) {
    HubCommand {
      words = List.copyOf(words);
    }

    /**
     * Writes the configuration.
     *
     * @param template the command with {@code {config}} where the file's path goes
     * @param durability {@code async} or {@code durable}
     * @param servers name to {@code url:} address
     */
    static HubCommand prepare(
        String template, Path home, String durability, Map<String, String> servers)
        throws IOException {
      Files.createDirectories(home);
      List<Integer> ports = Ports.free(4);
      Path config =
          Files.writeString(home.resolve("mcp-central.yaml"), yaml(ports, durability, servers));
      List<String> words =
          Arrays.stream(template.trim().split("\\s+", -1))
              .map(word -> word.replace("{config}", config.toAbsolutePath().toString()))
              .toList();
      return new HubCommand(words, home.toAbsolutePath(), ports.getFirst());
    }

    private static String yaml(
        List<Integer> ports, String durability, Map<String, String> servers) {
      StringBuilder text = new StringBuilder("auth:\n  anonymous: loopback\n");
      text.append(
          "listen: {mcp: 127.0.0.1:%d, a2a: 127.0.0.1:%d, bridge: 127.0.0.1:%d, admin: 127.0.0.1:%d}\n"
              .formatted(ports.toArray()));
      text.append("audit: {durability: ").append(durability).append("}\nservers:\n");
      servers.forEach((name, address) ->
          text.append("  ")
              .append(name)
              .append(": {source: \"url:")
              .append(address)
              .append("\"}\n"));
      return text.toString();
    }
  }

  /** Starts the process and returns at once. */
  static Hub launch(HubCommand command) throws IOException {
    Map<String, String> environment = Map.of("MCP_CENTRAL_HOME", command.home().toString());
    return new Hub(
        command,
        ChildProcess.start(command.words(), environment, command.home().resolve("hub.log")));
  }

  /** Starts the process and waits until {@code /ready} says 200. */
  static Hub start(HubCommand command) throws IOException, InterruptedException {
    Hub hub = launch(command);
    try {
      Readiness.await(command.port(), "/ready", hub.process, READY_SECONDS);
      return hub;
    } catch (BenchException e) {
      hub.close();
      throw new BenchException(
          "the hub did not start: " + e.getMessage() + ": " + command.home().resolve("hub.log"), e);
    }
  }

  /**
   * Waits until the tool answers: a hub is ready before its servers have joined.
   *
   * @throws BenchException with the last answer when the time is up
   */
  Hub awaitTool(String tool) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port() + "/mcp");
    String body = ModernRequest.toolsCall(tool, "hello", 1);
    String request = ModernRequest.head(address, "tools/call", tool, "", body.length()) + body;
    long deadline = System.nanoTime() + JOIN_SECONDS * 1_000_000_000L;
    while (true) {
      try (PlainClient client = new PlainClient(port(), ASK_MILLIS)) {
        Reply reply = client.exchange(request);
        if (reply.status() == 200 && reply.body().contains("\"result\"")) {
          return this;
        }
        if (System.nanoTime() - deadline > 0) {
          throw new BenchException(
              "the hub does not call " + tool + ": " + reply.status() + " " + reply.body());
        }
      }
      Thread.sleep(100);
    }
  }

  int port() {
    return command.port();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The tool {@code echo} of its server {@code echo}. */
  Target target(String name) {
    return Target.at(name, port(), "echo__echo", pid());
  }

  @Override
  public void close() {
    process.close();
  }
}
