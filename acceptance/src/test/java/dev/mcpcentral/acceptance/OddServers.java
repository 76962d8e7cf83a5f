package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One hub, shared by all test classes that use the same engine, with our own small servers that
 * behave and misbehave: see {@code acceptance/servers/odd/server.mjs}. {@code well} and {@code
 * many} behave; {@code moody} does until a test asks it otherwise.
 */
abstract class OddServers implements SharedHubs.Shared {
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);
  private static final List<String> READY = List.of("well", "many", "moody", "rubbish");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final HubProcess hub;

  OddServers(Map<String, String> environment, String more) {
    try {
      Path directory = Files.createTempDirectory("acceptance-odd");
      hub = new HubProcess(directory, environment, servers() + more).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hub.orClosed(() -> SixServers.awaitServers(hub, READY, LIMIT));
  }

  /** Without an engine: sandboxed processes. */
  static final class AsProcesses extends OddServers {
    AsProcesses() {
      super(Product.NO_ENGINE, "");
    }
  }

  /** In containers. */
  static final class InContainers extends OddServers {
    InContainers() {
      super(Map.of(), modern());
    }
  }

  static String servers() {
    return server("moody", "well")
        + Stream.of("well", "many", "rubbish", "exits", "silent", "floods")
            .map(mode -> server(mode, mode))
            .collect(Collectors.joining());
  }

  /** The YAML of one such server. */
  static String server(String name, String mode) {
    return """
      %s:
        source: dir:%s
        risk: low
        args: [%s]
        timeout: %ds
    """
        .formatted(name, Product.ACCEPTANCE.resolve("servers/odd"), mode, CALL_TIMEOUT.toSeconds());
  }

  /** A server of revision 2026-07-28 that refuses older ones; it has dependencies to install. */
  private static String modern() {
    return """
      modern:
        source: dir:%s
        risk: low
    """
        .formatted(Product.ACCEPTANCE.resolve("servers/modern"));
  }

  HubProcess hub() {
    return hub;
  }

  @Override
  public void close() {
    hub.close();
  }
}
