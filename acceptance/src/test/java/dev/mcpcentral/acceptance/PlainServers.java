package dev.mcpcentral.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process of {@code servers/plain} with a server on each of its ports. It can be killed and
 * started again on the same ports.
 */
final class PlainServers implements AutoCloseable {
  static final Path PROGRAMS = Product.ACCEPTANCE.resolve("servers/plain");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * A server on a port of its own; {@code kind} is {@code legacy}, {@code modern} or {@code hung}.
   */
  record One(String kind, int port) {
    URI mcp() {
      return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    /** As the hub's configuration declares it. */
    String declared(String name) {
      String era = kind.equals("hung") ? "auto" : kind;
      return "  %s: {source: \"url:%s\", era: %s}\n".formatted(name, mcp(), era);
    }

    /** Makes the server tell all its subscribers of an update; gives how many there were. */
    int touch() {
      return Integer.parseInt(new Post(mcp().resolve("/touch")).send("").body().strip());
    }
  }

  private final List<One> all;
  private final Path executions;
  private Optional<Process> process = Optional.empty();

  /** On free ports; {@link #start} runs them. */
  PlainServers(String... kinds) {
    all = Stream.of(kinds).map(kind -> new One(kind, Ports.free())).toList();
    try {
      executions = Files.createTempFile("executions", ".txt");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same program over stdio, as the hub's configuration declares it. */
  static String overStdio(String name, String arguments) {
    return "  %s: {source: \"dir:%s\", risk: low, args: [%s]}\n"
        .formatted(name, PROGRAMS, arguments);
  }

  List<One> all() {
    return all;
  }

  One one(int n) {
    return all.get(n);
  }

  PlainServers start() {
    awaitEnd();
    var command = new ArrayList<String>();
    command.add(Clients.node().toString());
    command.add(PROGRAMS.resolve("http.mjs").toString());
    all.forEach(one -> command.add(one.kind() + ":" + one.port()));
    try {
      var builder = new ProcessBuilder(command).inheritIO();
      builder.environment().put("EXECUTIONS", executions.toString());
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(LIMIT, () -> "servers on " + all, () -> all.stream().allMatch(this::listens));
    return this;
  }

  /** One that is ending by itself may listen for a moment longer than it answers. */
  private void awaitEnd() {
    Await.until(LIMIT, () -> "the servers before have ended", () -> !isAlive());
  }

  /** {@code kill -9}; returns when the ports are free. */
  void kill() {
    process.ifPresent(running -> {
      running.destroyForcibly().onExit().join();
      process = Optional.empty();
    });
  }

  boolean isAlive() {
    return process.filter(Process::isAlive).isPresent();
  }

  /** How often the tools {@code execute} and {@code die} were carried out with this key. */
  long executions(String key) {
    try (var lines = Files.lines(executions)) {
      return lines.filter(key::equals).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens(One one) {
    if (!isAlive()) {
      throw new AssertionError("the plain servers ended");
    }
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), one.port())) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Files.deleteIfExists(executions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
