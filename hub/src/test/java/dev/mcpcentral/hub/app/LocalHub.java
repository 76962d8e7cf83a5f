package dev.mcpcentral.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.identity.Tokens;
import dev.mcpcentral.hub.rollout.ServerStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole hub in this process, in a folder of its own and on free ports. */
final class LocalHub implements AutoCloseable {
  private static final String META =
      """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},\
      "io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"}}\
      """;

  final Hub hub;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;

  /** {@code head} stands at the top of its configuration. */
  LocalHub(Path folder, String head, Map<String, String> environment) throws IOException {
    Path home = folder.resolve("home");
    Path configuration = folder.resolve("mcp-central.yaml");
    String listen =
        "listen: {mcp: 127.0.0.1:0, a2a: 127.0.0.1:0, bridge: 127.0.0.1:0, admin: 127.0.0.1:0}\n";
    Files.writeString(configuration, "auth: {anonymous: loopback}\n" + listen + head);
    hub = Hub.start(new HubOptions("test", configuration, home, false, environment, List.of()));
    token = new Tokens(home, InstantSource.system()).create("test");
  }

  static Map<String, String> environment() {
    String host = Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "");
    return host.isEmpty() ? Map.of() : Map.of("DOCKER_HOST", host);
  }

  Optional<ServerStatus> server(String name) {
    return hub.servers().stream().filter(server -> server.name().value().equals(name)).findFirst();
  }

  boolean has(String name, String container) {
    return server(name)
        .flatMap(ServerStatus::foreign)
        .filter(foreign -> foreign.container().equals(container))
        .isPresent();
  }

  boolean runs(String name) {
    return server(name).filter(server -> server.state() == ServerStatus.State.RUNNING).isPresent();
  }

  /** Why a container is not used; empty when it is, or was not seen. */
  String ignored(String container) {
    return hub.fleet().ignored().stream()
        .filter(one -> one.container().equals(container))
        .map(dev.mcpcentral.hub.rollout.IgnoredContainer::reason)
        .findFirst()
        .orElse("");
  }

  /** A modern {@code tools/call} without arguments, by a client with a token or without. */
  JsonNode call(String tool, String arguments, boolean withToken)
      throws IOException, InterruptedException {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s,%s}}\
        """
            .formatted(tool, arguments, META);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", "tools/call")
            .header("Mcp-Name", tool)
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (withToken) {
      request.header("Authorization", "Bearer " + token);
    }
    String answer = http.send(request.build(), BodyHandlers.ofString()).body();
    int json = answer.indexOf("{\"");
    return JsonMapper.shared().readTree(answer.substring(json));
  }

  private URI endpoint() {
    return hub.status().endpoints().stream()
        .filter(end -> end.name().equals("mcp"))
        .findFirst()
        .orElseThrow()
        .url();
  }

  static void await(Duration limit, Supplier<String> what, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(() -> what.get() + " within " + limit).isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    hub.close();
    http.close();
  }
}
