package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One of the two servers that offer all that the conformance suite asks for: see {@code
 * acceptance/servers/conformance}.
 */
final class FixtureServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final int port = Ports.free();
  private final Path log;
  private final Process process;

  /**
   * @param era {@code legacy} (2025-11-25) or {@code modern} (2026-07-28)
   */
  FixtureServer(String era) {
    Path program = Product.ACCEPTANCE.resolve("servers/conformance/" + era + ".mjs");
    try {
      log = Files.createTempFile("fixture-" + era, ".log");
      process =
          new ProcessBuilder(Clients.node().toString(), program.toString(), Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(LIMIT, this::output, this::listens);
  }

  URI mcp() {
    return URI.create("http://127.0.0.1:" + port + "/mcp");
  }

  /** What the server printed. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError("the fixture server ended: " + output());
    }
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
