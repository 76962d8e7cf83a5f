package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that speaks 2026-07-28 only serves clients of both eras. */
@NeedsEngine
@ExtendWith(SharedHubs.class)
class ModernServerTest {
  private final HubProcess hub;
  private final URI mcp;

  ModernServerTest(OddServers.InContainers servers) {
    hub = servers.hub();
    mcp = hub.mcp();
  }

  @BeforeEach
  void isReady() {
    SixServers.awaitServers(hub, List.of("modern"), Duration.ofMinutes(2));
  }

  private static ModernRequest slow(int millis) {
    var call = ModernRequest.call("modern__slow", Map.of("millis", millis));
    return call.meta("progressToken", "mine");
  }

  private int cancellations() {
    return Integer.parseInt(ModernRequest.call("modern__cancellations", Map.of()).send(mcp).text());
  }

  @Test
  void clientsOfBothErasAreAnswered() {
    Reply modern = ModernRequest.call("modern__echo", Map.of("text", "m")).send(mcp);
    assertThat(modern.text()).isEqualTo("m");
    Schema.MODERN.assertValid("CallToolResultResponse", modern.response());
    Reply legacy = LegacySession.open(mcp).call("modern__echo", Map.of("text", "l"));
    assertThat(legacy.text()).isEqualTo("l");
    Schema.LEGACY.assertValid("CallToolResult", legacy.result());
    assertThat(legacy.result().has("resultType")).isFalse();
  }

  @Test
  void progressArrivesInBothEras() {
    Reply modern = slow(300).send(mcp);
    assertThat(modern.text()).isEqualTo("slept 300");
    assertThat(modern.notifications()).hasSize(3);
    var params =
        Map.of(
            "name", "modern__slow",
            "arguments", Map.of("millis", 300),
            "_meta", Map.of("progressToken", 9));
    Reply legacy = LegacySession.open(mcp).post().send(LegacySession.request("tools/call", params));
    assertThat(legacy.notifications())
        .hasSize(3)
        .allSatisfy(update ->
            assertThat(update.path("params").path("progressToken")).isEqualTo(Json.tree(9)));
  }

  @Test
  void closingTheStreamCancels() throws IOException {
    int before = cancellations();
    var request = slow(20_000);
    try (var stream = request.to(mcp).open(request.body())) {
      assertThat(stream.read()).isNotNegative();
    }
    Await.until(Duration.ofSeconds(3), () -> "it is cancelled", () -> cancellations() > before);
  }
}
