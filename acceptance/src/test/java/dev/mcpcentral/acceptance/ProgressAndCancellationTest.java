package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What happens in the middle of a call reaches the other side, in both eras. */
@ExtendWith(SharedHubs.class)
class ProgressAndCancellationTest {
  private static final Duration SOON = Duration.ofSeconds(3);

  private final URI mcp;

  ProgressAndCancellationTest(OddServers.AsProcesses servers) {
    mcp = servers.hub().mcp();
  }

  static List<ForeignClient> cancellingClients() {
    return ForeignClient.all().stream().filter(ForeignClient::cancels).toList();
  }

  @Test
  void modernProgressCarriesTheClientsTokenInItsType() {
    for (Object token : List.of("a token", 42)) {
      Reply reply = slow(500).meta("progressToken", token).send(mcp);
      assertProgress(reply, token);
      reply
          .notifications()
          .forEach(update -> Schema.MODERN.assertValid("ProgressNotification", update));
    }
  }

  @Test
  void legacyProgressCarriesTheClientsTokenInItsType() {
    var session = LegacySession.open(mcp);
    for (Object token : List.of("a token", 42)) {
      var params =
          Map.of(
              "name", "well__slow",
              "arguments", Map.of("millis", 500),
              "_meta", Map.of("progressToken", token));
      Reply reply = session.post().send(LegacySession.request("tools/call", params));
      assertProgress(reply, token);
    }
  }

  private static void assertProgress(Reply reply, Object token) {
    assertThat(reply.text()).isEqualTo("slept 500");
    assertThat(reply.notifications()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(reply.notifications())
        .allSatisfy(update ->
            assertThat(update.path("params").path("progressToken")).isEqualTo(Json.tree(token)));
    assertThat(reply.notifications().stream().map(ProgressAndCancellationTest::progress))
        .isSorted();
  }

  private static Double progress(JsonNode update) {
    return update.path("params").path("progress").asDouble();
  }

  @Test
  void aCallWithoutATokenGetsNoProgress() {
    assertThat(slow(300).send(mcp).messages()).hasSize(1);
  }

  @Test
  void closingAModernStreamCancelsAtTheServer() throws IOException {
    int before = cancellations();
    var request = slow(20_000).meta("progressToken", 1);
    try (var stream = request.to(mcp).open(request.body())) {
      assertThat(stream.read()).isNotNegative();
    }
    Await.until(SOON, () -> "the server saw a cancellation", () -> cancellations() > before);
  }

  @Test
  void aLegacyCancellationReachesTheServer() throws Exception {
    int before = cancellations();
    var session = LegacySession.open(mcp);
    String call =
        """
        {"jsonrpc":"2.0","id":"slow one","method":"tools/call","params":{"name":"well__slow",\
        "arguments":{"millis":20000},"_meta":{"progressToken":1}}}\
        """;
    try (var stream = session.post().open(call)) {
      assertThat(stream.read()).isNotNegative();
      Reply accepted = session.notify("notifications/cancelled", Map.of("requestId", "slow one"));
      assertThat(accepted.status()).isEqualTo(202);
      Await.until(SOON, () -> "the server saw a cancellation", () -> cancellations() > before);
    }
  }

  @Test
  void closingALegacyStreamDoesNotCancel() throws IOException {
    int before = cancellations();
    var session = LegacySession.open(mcp);
    String call =
        """
        {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"well__slow",\
        "arguments":{"millis":1000},"_meta":{"progressToken":1}}}\
        """;
    try (var stream = session.post().open(call)) {
      assertThat(stream.read()).isNotNegative();
    }
    assertThat(slow(1500).send(mcp).text()).isEqualTo("slept 1500");
    assertThat(cancellations()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("cancellingClients")
  void aForeignClientsCancellationReachesTheServer(ForeignClient client) {
    int before = cancellations();
    var step = Step.cancelledCall("well__slow", Map.of("millis", 20_000), Duration.ofMillis(500));
    Visit visit = client.visit(mcp, List.of(step));
    assertThat(visit.steps().getFirst().has("error")).isTrue();
    Await.until(SOON, () -> "the server saw a cancellation", () -> cancellations() > before);
  }

  private static ModernRequest slow(int millis) {
    return ModernRequest.call("well__slow", Map.of("millis", millis));
  }

  private int cancellations() {
    return Integer.parseInt(ModernRequest.call("well__cancellations", Map.of()).send(mcp).text());
  }
}
