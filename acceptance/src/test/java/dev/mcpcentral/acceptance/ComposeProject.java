package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A compose file that the product wrote, and what {@code docker-compose} makes of it. */
final class ComposeProject implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final String name;
  private final Path file;
  private final int firstPort;

  /** Has {@code hub}'s product write a project of what its configuration declares. */
  ComposeProject(HubProcess hub, String name) {
    this.name = name;
    this.file = hub.directory().resolve(name).resolve("docker-compose.yml");
    this.firstPort = Ports.freeInARow(4);
    JsonNode written =
        hub.json(
            "compose",
            "--project",
            name,
            "--output",
            file.toString(),
            "--first-port",
            String.valueOf(firstPort),
            "--without-registry");
    assertThat(written.path("file").asString("")).isEqualTo(file.toString());
  }

  static boolean commandIsThere() {
    try {
      return Product.run(List.of("docker-compose", "version"), Path.of("/"), Map.of(), "", LIMIT)
              .exitCode()
          == 0;
    } catch (UncheckedIOException noCommand) {
      return false;
    }
  }

  String name() {
    return name;
  }

  Path file() {
    return file;
  }

  /** What the hub in its container says of itself. */
  JsonNode status() {
    return Json.parse(
        Containers.docker(
                "exec", container("mcp-hub"), "java", "-jar", "mcp-central.jar", "status", "--json")
            .out());
  }

  Path folder() {
    return file.resolveSibling("");
  }

  ComposeProject up() {
    run("up", "-d");
    Await.until(LIMIT, () -> "the hub of " + name + " is ready:\n" + log(), this::ready);
    return this;
  }

  private boolean ready() {
    try {
      return tools().size() > 2;
    } catch (UncheckedIOException | AssertionError notYet) {
      return false;
    }
  }

  /** Ends with the words of the hub when {@code docker-compose} does not do as it is told. */
  Product.Finished run(String... arguments) {
    var command = new ArrayList<>(List.of("docker-compose", "-f", file.toString()));
    command.addAll(List.of(arguments));
    Product.Finished finished = Product.run(command, folder(), Map.of(), "", LIMIT);
    assertThat(finished.exitCode()).as("%s: %s", command, finished).isZero();
    return finished;
  }

  String log() {
    return Containers.docker("logs", container("mcp-hub")).toString();
  }

  String token() {
    try {
      return Files.readString(folder().resolve("secrets/mcp_hub_token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI mcp() {
    return URI.create("http://127.0.0.1:" + firstPort + "/mcp");
  }

  URI bridge() {
    return URI.create("http://127.0.0.1:" + (firstPort + 2));
  }

  Reply send(ModernRequest request) {
    return request.header("Authorization", "Bearer " + token()).send(mcp());
  }

  /** Names of the tools of servers, without the hub's own. */
  List<String> tools() {
    return send(ModernRequest.of("tools/list"))
        .result()
        .path("tools")
        .valueStream()
        .map(tool -> tool.path("name").asString(""))
        .filter(tool -> !tool.startsWith("central__"))
        .sorted()
        .toList();
  }

  String call(String tool, Map<String, ?> arguments) {
    return send(ModernRequest.call(tool, arguments)).text();
  }

  /** The name of a server's container. */
  String container(String server) {
    return name + "-" + server;
  }

  /** Id and start of every container of the project: what changes when somebody touches one. */
  String containers() {
    return Containers.labelled("com.docker.compose.project=" + name).stream()
        .map(id -> id + Containers.inspect(id).path("State").path("StartedAt").asString("") + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    run("down", "--volumes", "--timeout", "5");
  }
}
