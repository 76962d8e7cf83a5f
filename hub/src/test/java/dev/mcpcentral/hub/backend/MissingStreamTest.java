package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ClientCapabilities;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.upstream.Upstreams;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many servers have a route for POST only, so that their framework answers GET by 404. */
@Timeout(20)
class MissingStreamTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void serverWithoutAStreamHasNotForgottenTheSession() throws Exception {
    try (StubHttp server = StubHttp.legacy("{\"tools\":{\"listChanged\":true}}")) {
      server.on("GET", get -> get.status(404));
      HttpWire wire = new HttpWire(Upstreams.to(server.url()), server.url(), () -> {});
      Peer peer =
          HttpHandshake.another(
              "stub", wire, ClientCapabilities.ALL, new RecordedEvents(), Deadline.in(LONG));
      peer.hear(new RecordedHearing());
      assertThat(server.next("GET").field("Mcp-Session-Id")).isEqualTo("session-1");
      Thread.sleep(200);
      assertThat(peer.gone().toCompletableFuture()).isNotDone();
      peer.close();
      wire.close();
    }
  }
}
