package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.mcp.TestClient.Event;
import dev.mcpcentral.hub.mcp.TestClient.Events;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests Streamable HTTP takes, and what the others are told. */
@Timeout(30)
class StreamableHttpTest {
  private static final String NOTIFICATION =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
  private static final String RESPONSE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

  @TempDir Path home;
  private EndpointServer server;
  private TestClient client;

  @BeforeEach
  void open() {
    server = new EndpointServer(home);
    client = new TestClient(server);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH"})
  void methodsThatModernClientsDoNotHaveAreNotAllowed(String method) throws Exception {
    client.with("MCP-Protocol-Version", "2026-07-28");
    HttpResponse<InputStream> refused = client.send(method, "/mcp", "");
    refused.body().close();
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void legacyClientMustNameASessionThatExists(String method) throws Exception {
    client.with("MCP-Protocol-Version", "2025-11-25");
    assertThat(client.status(method, "/mcp", "")).isEqualTo(400);
    client.with("Mcp-Session-Id", "unknown");
    assertThat(client.status(method, "/mcp", "")).isEqualTo(404);
  }

  @Test
  void messagesOfUnknownSessionsAreRefusedWhateverTheyAre() throws Exception {
    client.with("Mcp-Session-Id", "unknown");
    assertThat(client.status("POST", "/mcp", TestClient.call(1, "s__echo"))).isEqualTo(404);
    assertThat(client.status("POST", "/mcp", NOTIFICATION)).isEqualTo(404);
    assertThat(client.status("POST", "/mcp", RESPONSE)).isEqualTo(404);
  }

  @Test
  void responseBelongsToASession() throws Exception {
    assertThat(client.status("POST", "/mcp", RESPONSE)).isEqualTo(400);
  }

  @Test
  void notificationOfAModernClientIsAccepted() throws Exception {
    assertThat(client.status("POST", "/mcp", NOTIFICATION)).isEqualTo(202);
    String withMeta =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\",\"params\":{" + META + "}}";
    client.with("MCP-Protocol-Version", "2026-07-28");
    assertThat(client.status("POST", "/mcp", withMeta)).isEqualTo(202);
    client.with("MCP-Protocol-Version", "2025-11-25");
    assertThat(client.status("POST", "/mcp", NOTIFICATION)).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"GET,''", "DELETE,''", "POST," + "'" + NOTIFICATION + "'"})
  void unknownRevisionInAHeaderIsRefused(String method, String body) throws Exception {
    client.initialize("/mcp", "2025-11-25").with("MCP-Protocol-Version", "1999-01-01");
    assertThat(client.status(method, "/mcp", body)).isEqualTo(400);
    assertThat(server.sessions.count()).isEqualTo(1);
  }

  @Test
  void streamIsOnlyForClientsThatReadOne() throws Exception {
    client.initialize("/mcp", "2025-11-25").with("Accept", "application/json");
    assertThat(client.status("GET", "/mcp", "")).isEqualTo(406);
  }

  @ParameterizedTest
  @CsvSource({"/mcp,/servers/s/mcp", "/servers/s/mcp,/mcp", "/servers/s/mcp,/servers/t/mcp"})
  void sessionOfOnePathIsUnknownAtAnother(String made, String used) throws Exception {
    client.initialize(made, "2025-11-25");
    String list = TestClient.request(1, "tools/list", "{}");
    assertThat(client.status("POST", made, list)).isEqualTo(200);
    for (String method : new String[] {"POST", "GET", "DELETE"}) {
      assertThat(client.status(method, used, method.equals("POST") ? list : "")).isEqualTo(404);
    }
    assertThat(server.sessions.count()).isEqualTo(1);
  }

  @Test
  void sessionOfAnotherPrincipalIsUnknown() throws Exception {
    String secret = server.tokens.create("mallory");
    client.initialize("/mcp", "2025-11-25").with("Authorization", "Bearer " + secret);
    assertThat(client.status("POST", "/mcp", TestClient.call(1, "s__echo"))).isEqualTo(404);
    assertThat(client.status("GET", "/mcp", "")).isEqualTo(404);
    assertThat(client.status("DELETE", "/mcp", "")).isEqualTo(404);
    assertThat(server.sessions.count()).isEqualTo(1);
  }

  @Test
  void clientThatReadsNoStreamIsAskedOnItsSessionsStream() throws Exception {
    client.initialize("/mcp", "2025-11-25");
    try (Events listening = client.stream("GET", "/mcp", "")) {
      listening.must();
      client.with("Accept", "application/json");
      CompletableFuture<String> answer = new CompletableFuture<>();
      Thread.startVirtualThread(() -> {
        try {
          answer.complete(
              TestClient.text(client.send("POST", "/mcp", TestClient.call(1, "s__ask"))));
        } catch (Exception failed) {
          answer.completeExceptionally(failed);
        }
      });
      String question = listening.must().data();
      assertThat(question).contains("sampling/createMessage");
      String id = question.replaceAll(".*\"id\":(\"[^\"]*\").*", "$1");
      String response = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"model\":\"m\"}}";
      assertThat(client.status("POST", "/mcp", response)).isEqualTo(202);
      assertThat(answer.get()).contains("\"id\":1,\"result\":{\"model\":\"m\"}");
    }
  }

  @Test
  void modernClientThatGoesHasCancelledAndLeavesNothing() throws Exception {
    client
        .with("MCP-Protocol-Version", "2026-07-28")
        .with("Mcp-Method", "tools/call")
        .with("Mcp-Name", "s__steps");
    String call =
        TestClient.request(
            1, "tools/call", "{\"name\":\"s__steps\",\"arguments\":{}," + META + "}");
    try (Events events = client.stream("POST", "/mcp", call)) {
      Event first = events.must();
      assertThat(first.id()).as("nothing of it can be taken up again").isEmpty();
      assertThat(first.data()).contains("\"progress\":1");
    }
    server.await(live -> live.streams() == 0 && live.requests() == 0);
    assertThat(server.tools.cancelled).hasValue(1);
    assertThat(server.endpoint.live().sessions()).isZero();
  }

  @Test
  void modernClientMayReadNoneOfAFloodAndNobodyWaitsForIt() throws Exception {
    client
        .with("MCP-Protocol-Version", "2026-07-28")
        .with("Mcp-Method", "tools/call")
        .with("Mcp-Name", "s__flood");
    String call =
        TestClient.request(
            1, "tools/call", "{\"name\":\"s__flood\",\"arguments\":{}," + META + "}");
    try (Events unread = client.stream("POST", "/mcp", call);
        TestClient other = new TestClient(server).initialize("/mcp", "2025-11-25")) {
      server.tools.flooded.await();
      assertThat(other.status("POST", "/mcp", TestClient.call(1, "s__echo"))).isEqualTo(200);
      assertThat(server.endpoint.live().streams()).isEqualTo(1);
      server.await(live -> {
        server.endpoint.breakOff(Duration.ZERO);
        return live.streams() == 0 && live.requests() == 0;
      });
      assertThat(unread).isNotNull();
    }
  }
}
