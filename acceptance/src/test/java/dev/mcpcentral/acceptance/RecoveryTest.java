package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A server that dies and comes back, seen by clients that stay. */
@Tag("installs")
@Timeout(60)
class RecoveryTest {
  private static final List<String> ERAS = List.of("legacy", "modern");
  private static final Duration READY = Duration.ofSeconds(30);
  private static final Duration RECOVERY = Duration.ofSeconds(2);

  private final PlainServers servers = new PlainServers("legacy", "modern");
  private final HubProcess hub;

  RecoveryTest(@TempDir Path directory) {
    String declared = servers.one(0).declared("legacy") + servers.one(1).declared("modern");
    hub = new HubProcess(directory, Product.NO_ENGINE, declared);
  }

  @BeforeEach
  void start() {
    servers.start();
    hub.start();
    SixServers.awaitServers(hub, ERAS, READY);
  }

  @AfterEach
  void stop() {
    hub.close();
    servers.close();
  }

  private void restart() {
    servers.kill();
    servers.start();
  }

  private Reply modern(String tool, Map<String, ?> arguments) {
    return ModernRequest.call(tool, arguments).send(hub.mcp());
  }

  private String watchedUri(String server) {
    return ModernRequest.of("resources/list")
        .send(hub.mcp())
        .result()
        .path("resources")
        .valueStream()
        .map(resource -> resource.path("uri").asString(""))
        .filter(uri -> uri.contains("://" + server + "/"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no resource of " + server));
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "modern"})
  void aLiveSubscriptionHearsTheNextUpdateOfARestartedServer(String server) {
    PlainServers.One backend = servers.one(ERAS.indexOf(server));
    String uri = watchedUri(server);
    var session = LegacySession.open(hub.mcp());
    var subscribed =
        session.post().send(LegacySession.request("resources/subscribe", Map.of("uri", uri)));
    assertThat(subscribed.failed()).as("%s", subscribed).isFalse();
    var request =
        ModernRequest.of("subscriptions/listen")
            .param("notifications", Map.of("resourceSubscriptions", List.of(uri)));
    Queue<JsonNode> heard = new ConcurrentLinkedQueue<>();
    try (var legacy = session.listen();
        var modern = new LiveStream(request.to(hub.mcp()).open(request.body()))) {
      Thread.startVirtualThread(() -> hear(legacy, heard));
      Thread.startVirtualThread(() -> hear(modern, heard));
      Await.until(READY, () -> "the hub subscribed", () -> backend.touch() > 0);
      Await.until(READY, () -> "both hear: " + heard, () -> updates(heard, uri) >= 2);
      restart();
      long back = System.nanoTime();
      heard.clear();
      Await.until(READY, () -> "the hub subscribed again", () -> backend.touch() > 0);
      Duration took = Duration.ofNanos(System.nanoTime() - back);
      System.out.println("subscribed again to " + server + " after " + took.toMillis() + " ms");
      Await.until(READY, () -> "both hear again: " + heard, () -> updates(heard, uri) >= 2);
      assertThat(took).isLessThanOrEqualTo(RECOVERY);
    }
    session.end();
  }

  private static void hear(LiveStream stream, Queue<JsonNode> heard) {
    for (var next = stream.next(); next.isPresent(); next = stream.next()) {
      heard.add(next.get());
    }
  }

  private static long updates(Queue<JsonNode> heard, String uri) {
    return heard.stream()
        .filter(message ->
            message.path("method").asString("").equals("notifications/resources/updated"))
        .filter(message -> message.path("params").path("uri").asString("").equals(uri))
        .map(message -> message.path("params").has("_meta"))
        .distinct()
        .count();
  }

  /**
   * Its session is unknown to the restarted server, or the connection is gone: nothing was sent.
   */
  @ParameterizedTest
  @ValueSource(strings = {"legacy", "modern"})
  void aCallThatNeverReachedTheServerIsMadeAgain(String server) {
    var session = LegacySession.open(hub.mcp());
    for (int round = 0; round < 3; round++) {
      String first = server + " first " + round;
      String second = server + " second " + round;
      restart();
      assertThat(modern(server + "__execute", Map.of("key", first)).text()).isEqualTo("executed");
      restart();
      assertThat(session.call(server + "__execute", Map.of("key", second)).text())
          .isEqualTo("executed");
      assertThat(servers.executions(first)).isEqualTo(1);
      assertThat(servers.executions(second)).isEqualTo(1);
    }
    session.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "modern"})
  void aCallThatMayHaveBeenCarriedOutIsNotMadeAgain(String server) {
    var session = LegacySession.open(hub.mcp());
    assertThat(modern(server + "__die", Map.of("key", "one")).failed()).isTrue();
    assertThat(servers.executions("one")).isEqualTo(1);
    restart();
    assertThat(session.call(server + "__die", Map.of("key", "two")).failed()).isTrue();
    assertThat(servers.executions("two")).isEqualTo(1);
    servers.start();
    assertThat(modern(server + "__echo", Map.of("text", "back")).text()).isEqualTo("back");
    assertThat(servers.executions("one") + servers.executions("two")).isEqualTo(2);
    session.end();
  }
}
