package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One hub, started with the built command in a home, a configuration and ports of its own. Closing
 * stops it in an orderly way.
 */
final class HubProcess implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

  private final Path directory;
  private final Map<String, String> environment;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final int mcpPort = Ports.free();
  private final int a2aPort = Ports.free();
  private final int bridgePort = Ports.free();
  private final int adminPort = Ports.free();
  private final List<String> upArguments = new ArrayList<>(List.of("up"));
  private Optional<Process> process = Optional.empty();

  /**
   * @param directory an empty folder: becomes the home's parent and holds the configuration
   * @param environment besides what this process has
   * @param servers the YAML under {@code servers:}, already indented by two spaces; may be empty
   */
  HubProcess(Path directory, Map<String, String> environment, String servers) {
    this.directory = directory;
    this.environment = new HashMap<>(environment);
    this.environment.put("MCP_CENTRAL_HOME", home().toString());
    writeConfiguration("auth:\n  anonymous: loopback\n", servers);
  }

  Path directory() {
    return directory;
  }

  Path home() {
    return directory.resolve("home");
  }

  Path configuration() {
    return directory.resolve("mcp-central.yaml");
  }

  /** Replaces the configuration file, keeping the ports. */
  void writeConfiguration(String head, String servers) {
    write(configuration(), head + listen() + (servers.isEmpty() ? "" : "servers:\n" + servers));
  }

  String listen() {
    return "listen: {mcp: 127.0.0.1:%d, a2a: 127.0.0.1:%d, bridge: 127.0.0.1:%d, admin: 127.0.0.1:%d}\n"
        .formatted(mcpPort, a2aPort, bridgePort, adminPort);
  }

  /** More arguments for {@code up}. */
  HubProcess with(String... arguments) {
    upArguments.addAll(List.of(arguments));
    return this;
  }

  /** Without a variable that it was made with, from the next start on. */
  HubProcess without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Starts the hub and waits until {@code /ready} says 200. */
  HubProcess start() {
    launch();
    orClosed(this::awaitReady);
    return this;
  }

  /** Does something that a fixture needs; stops the hub when it fails. */
  void orClosed(Runnable preparation) {
    try {
      preparation.run();
    } catch (RuntimeException | AssertionError failed) {
      close();
      throw failed;
    }
  }

  /** Starts the hub and returns at once. */
  void launch() {
    var arguments = new ArrayList<>(upArguments);
    arguments.addAll(List.of("--config", configuration().toString()));
    try {
      var builder = new ProcessBuilder(Product.command(arguments)).directory(directory.toFile());
      builder.environment().putAll(environment);
      process =
          Optional.of(
              builder
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    Await.until(READY_LIMIT, () -> "the hub is ready; its output:\n" + output(), this::isReady);
  }

  private boolean isReady() {
    assertThat(running().isAlive()).as("the hub is alive; its output:\n%s", output()).isTrue();
    try {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mcpPort + "/ready"));
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Path log() {
    return directory.resolve("hub.log");
  }

  /** What the hub printed so far. */
  String output() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI mcp() {
    return URI.create("http://127.0.0.1:" + mcpPort + "/mcp");
  }

  URI server(String name) {
    return URI.create("http://127.0.0.1:" + mcpPort + "/servers/" + name + "/mcp");
  }

  URI bridge() {
    return URI.create("http://127.0.0.1:" + bridgePort + "/mcp");
  }

  int mcpPort() {
    return mcpPort;
  }

  /** Runs {@code mcp-central} against this hub. */
  Product.Finished cli(String... arguments) {
    return cli(Duration.ofMinutes(4), arguments);
  }

  Product.Finished cli(Duration limit, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    int options = all.indexOf("--");
    all.addAll(options < 0 ? all.size() : options, List.of("--config", configuration().toString()));
    return Product.run(Product.command(all), directory, environment, "", limit);
  }

  /** Runs a command with {@code --json} that must succeed, and reads what it printed. */
  JsonNode json(String... arguments) {
    var finished =
        cli(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
    assertThat(finished.exitCode()).as("%s: %s", List.of(arguments), finished).isZero();
    return Json.parse(finished.out());
  }

  /** The virtual machine itself, which need not be the process that the launcher began as. */
  ProcessHandle hub() {
    return Stream.concat(Stream.of(running().toHandle()), running().descendants())
        .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no java process under the launcher"));
  }

  /** Resident memory of the virtual machine, in bytes. */
  long residentBytes() {
    try (var lines = Files.lines(Path.of("/proc/" + hub().pid() + "/status"))) {
      String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(resident.replaceAll("\\D", "")) << 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How {@code status} describes one server. */
  JsonNode server(JsonNode status, String name) {
    return status
        .path("servers")
        .valueStream()
        .filter(server -> server.path("name").asString("").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no server " + name + " in " + status));
  }

  /** {@code kill -9}, and waits until the process is gone. */
  void kill() {
    hub().destroyForcibly();
    await(running(), STOP_LIMIT);
  }

  /** Waits until the hub has ended by itself. */
  void awaitEnd() {
    await(running(), STOP_LIMIT);
  }

  /** Ends the hub as {@code Ctrl-C} or a service manager would. */
  int stop() {
    hub().destroy();
    return await(running(), STOP_LIMIT);
  }

  @Override
  public void close() {
    if (process.filter(Process::isAlive).isPresent()) {
      stop();
    }
  }

  private Process running() {
    return process.orElseThrow(() -> new IllegalStateException("the hub was not started"));
  }

  private int await(Process child, Duration limit) {
    try {
      if (!child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
        throw new AssertionError("the hub did not end within " + limit + "; output:\n" + output());
      }
      return child.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
