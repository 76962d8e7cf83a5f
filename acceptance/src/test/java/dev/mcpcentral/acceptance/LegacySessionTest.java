package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The revisions up to 2025-11-25 on the wire: handshake, session and answers. */
@ExtendWith(SharedHubs.class)
class LegacySessionTest {
  private final URI mcp;

  LegacySessionTest(OddServers.AsProcesses servers) {
    mcp = servers.hub().mcp();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-05, 2024-11-05",
    "2025-03-26, 2025-03-26",
    "2025-06-18, 2025-06-18",
    "2025-11-25, 2025-11-25",
    "2026-07-28, 2025-11-25",
    "1999-01-01, 2025-11-25"
  })
  void theHandshakeSettlesOnARevision(String asked, String answered) {
    var session = LegacySession.open(mcp, asked);
    assertThat(session.revision()).isEqualTo(answered);
    Schema.LEGACY.assertValid("InitializeResult", session.initialized());
    assertThat(session.initialized().path("capabilities").has("tools")).isTrue();
    assertThat(session.call("well__echo", Map.of("text", asked)).text()).isEqualTo(asked);
  }

  @Test
  void nothingModernLeaksIntoLegacyAnswers() {
    var session = LegacySession.open(mcp);
    JsonNode list = session.request("tools/list").result();
    Schema.LEGACY.assertValid("ListToolsResult", list);
    JsonNode call = session.call("well__echo", Map.of("text", "x")).result();
    Schema.LEGACY.assertValid("CallToolResult", call);
    for (JsonNode result : List.of(session.initialized(), list, call)) {
      assertThat(result.propertyNames()).doesNotContain("resultType", "ttlMs", "cacheScope");
    }
    assertThat(session.request("ping").result()).isEqualTo(Json.object());
  }

  @Test
  void bothErasListTheSameTools() {
    assertThat(LegacyCatalog.names(LegacySession.open(mcp))).isEqualTo(Catalog.of(mcp).names());
  }

  @Test
  void aSessionIsNeededAndMustBeKnown() {
    String list = LegacySession.request("tools/list", Map.of());
    var versioned = new Post(mcp).header("MCP-Protocol-Version", LegacySession.REVISION);
    assertThat(versioned.send(list).status()).isEqualTo(400);
    Reply unknown = versioned.header("Mcp-Session-Id", "3f0c1b52-no-such-session").send(list);
    assertThat(unknown.status()).isEqualTo(404);
  }

  @Test
  void anEndedSessionIsUnknown() {
    var session = LegacySession.open(mcp);
    var other = LegacySession.open(mcp);
    assertThat(session.id()).isNotEqualTo(other.id());
    assertThat(session.end().status()).isIn(200, 202, 204);
    assertThat(session.request("tools/list").status()).isEqualTo(404);
    assertThat(other.request("ping").status()).isEqualTo(200);
  }

  @Test
  void aWrongRevisionHeaderInASessionIsRefused() {
    var session = LegacySession.open(mcp);
    String ping = LegacySession.request("ping", Map.of());
    Reply reply = session.post().header("MCP-Protocol-Version", "1999-01-01").send(ping);
    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void errorsAreJsonRpcErrorsOverAnOkStatus() {
    var session = LegacySession.open(mcp);
    Reply unknownMethod = session.request("no/such");
    assertThat(unknownMethod.errorCode()).isEqualTo(-32601);
    assertThat(unknownMethod.status()).isEqualTo(200);
    Reply unknownTool = session.call("no_such_tool", Map.of());
    assertThat(unknownTool.errorCode()).isEqualTo(-32602);
    assertThat(unknownTool.status()).isEqualTo(200);
    Schema.LEGACY.assertValid("JSONRPCErrorResponse", unknownTool.response());
  }

  @Test
  void aNotificationIsAccepted() {
    var session = LegacySession.open(mcp);
    assertThat(session.notify("notifications/roots/list_changed", Map.of()).status())
        .isEqualTo(202);
  }
}
