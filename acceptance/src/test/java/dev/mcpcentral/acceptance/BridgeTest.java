package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Stdio clients of both eras reach the hub through {@code mcp-central bridge}. */
@Timeout(180)
class BridgeTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path directory;

  private HubProcess hub(String servers) {
    return new HubProcess(directory.resolve("hub"), Product.NO_ENGINE, servers);
  }

  private static Product.Finished bridge(
      String url, Map<String, String> environment, String... say) {
    var command = Product.command(List.of("bridge", "--url", url));
    return Product.run(command, Product.ROOT, environment, String.join("\n", say) + "\n", LIMIT);
  }

  @ParameterizedTest
  @CsvSource({"ts1, legacy", "ts2, legacy", "ts2, modern"})
  void aClientSurvivesARestartOfTheHub(String sdk, String era) throws Exception {
    Path reached = directory.resolve("reached");
    Path goOn = directory.resolve("go-on");
    try (var hub = hub(OddServers.server("well", "well"));
        var clients = new Callers(1)) {
      hub.start();
      SixServers.awaitServers(hub, List.of("well"), LIMIT);
      Map<String, ?> plan =
          Map.of(
              "command", Product.command(List.of("bridge", "--url", hub.bridge().toString())),
              "era", era,
              "steps",
                  List.of(
                      Map.of("list", true),
                      Map.of("call", "well__slow", "arguments", Map.of("millis", 350)),
                      Map.of(
                          "call",
                          "well__slow",
                          "arguments",
                          Map.of("millis", 20_000),
                          "cancelAfterMillis",
                          300),
                      Map.of("pause", reached.toString(), "until", goOn.toString()),
                      Map.of("call", "well__cancellations"),
                      Map.of("call", "well__echo", "arguments", Map.of("text", "after"))));
      Future<JsonNode> seen =
          clients.one(() -> Clients.run(Json.write(plan), List.of(sdk + "/client.mjs")));
      Await.until(LIMIT, () -> "the client paused", () -> seen.isDone() || Files.exists(reached));
      assertThat(cancellations(hub)).isEqualTo(1);
      hub.stop();
      hub.start();
      SixServers.awaitServers(hub, List.of("well"), LIMIT);
      Files.createFile(goOn);
      Visit visit = new Visit("", seen.get().path("steps").valueStream().toList());
      assertThat(visit.toolNames(0)).contains("well__echo", "central__status");
      assertThat(visit.text(1)).isEqualTo("slept 350");
      assertThat(visit.progress(1)).hasSizeGreaterThanOrEqualTo(2).isSorted();
      assertThat(visit.steps().get(2).has("error")).isTrue();
      assertThat(visit.text(3)).as("of a server that was started again").isEqualTo("0");
      assertThat(visit.text(4)).isEqualTo("after");
    }
  }

  private static int cancellations(HubProcess hub) {
    var call = ModernRequest.call("well__cancellations", Map.of());
    Await.until(LIMIT, () -> "the cancellation", () -> !call.send(hub.mcp()).text().equals("0"));
    return Integer.parseInt(call.send(hub.mcp()).text());
  }

  /** A client on stdio sends no header fields, so it cannot send those that a tool asks for. */
  @Test
  @Tag("installs")
  void toolsThatWantHeaderFieldsCanBeCalled() {
    try (var modern = new FixtureServer("modern");
        var hub = hub("  modern: {source: \"url:%s\"}\n".formatted(modern.mcp()))) {
      hub.start();
      SixServers.awaitServers(hub, List.of("modern"), LIMIT);
      var call = ModernRequest.call("modern__test_x_mcp_header", Map.of("region", "eu"));
      assertThat(call.send(hub.mcp()).status()).as("without the field, over HTTP").isEqualTo(400);
      Product.Finished seen = bridge(hub.bridge().toString(), Map.of(), call.body());
      assertThat(Json.parse(seen.out()).path("result").path("content")).as("%s", seen).isNotEmpty();
    }
  }

  @Test
  void theTokenComesFromTheEnvironmentAndOnlyMessagesAreOnStandardOutput() {
    try (var hub = hub("")) {
      hub.writeConfiguration("", "");
      hub.start();
      String token = hub.json("token", "create", "bridge").path("token").asString("");
      String url = hub.bridge().resolve("/").toString();
      String list = ModernRequest.of("tools/list").body();
      Product.Finished without = bridge(url, Map.of(), list);
      assertThat(Json.parse(without.out()).path("error").path("message").asString(""))
          .contains("mcp-central token create");
      awaitKnown(hub, token);
      Product.Finished with = bridge(url, Map.of("MCP_HUB_TOKEN", token), list, "", "rubbish");
      assertThat(with.exitCode()).isZero();
      assertThat(with.out().lines().map(Json::parse))
          .hasSize(2)
          .anySatisfy(answer -> assertThat(answer.path("result").path("tools")).isNotEmpty())
          .anySatisfy(
              answer -> assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32700));
      assertThat(with.err().lines().findFirst().orElse(""))
          .isEqualTo("mcp-central bridge: connected to " + hub.bridge());
    }
  }

  private static void awaitKnown(HubProcess hub, String token) {
    var list = ModernRequest.of("tools/list").header("Authorization", "Bearer " + token);
    Await.until(LIMIT, () -> "the token counts", () -> list.send(hub.bridge()).status() == 200);
  }

  @Test
  void aMissingHubIsNamed() {
    String list = ModernRequest.of("tools/list").body();
    Product.Finished seen = bridge("http://127.0.0.1:" + Ports.free(), Map.of(), list);
    assertThat(seen.err()).contains("start it with mcp-central up");
    assertThat(seen.out()).isEmpty();
  }
}
