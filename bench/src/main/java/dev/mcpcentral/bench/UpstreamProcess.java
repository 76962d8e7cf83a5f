package dev.mcpcentral.bench;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** {@link EchoUpstream} in a process of its own. */
final class UpstreamProcess implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final ChildProcess process;
  private final int port;

  private UpstreamProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static UpstreamProcess start(int textBytes, int tools) throws IOException {
    // One event loop keeps up with two nginx workers on two cores; a larger machine gets more.
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    ChildProcess process =
        ChildProcess.bench(
            "upstream",
            "--bytes",
            "" + textBytes,
            "--tools",
            "" + tools,
            "--threads",
            "" + threads);
    String line = process.output().readLine();
    if (line == null || !line.startsWith("port ")) {
      process.close();
      throw new BenchException("the upstream did not start: " + line);
    }
    return new UpstreamProcess(process, Integer.parseInt(line.substring("port ".length())));
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Calls it has answered since it started. */
  long calls() throws IOException {
    try (PlainClient client = new PlainClient(port, TIMEOUT_MILLIS)) {
      JsonNode stats = Json.tree(client.get("/stats").body());
      return stats.path("call").asLong();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
