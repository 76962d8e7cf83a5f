package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Revision 2026-07-28 on the wire: the envelope, its headers and its errors. */
@ExtendWith(SharedHubs.class)
class ModernRequestTest {
  private static final int HEADER_MISMATCH = -32020;
  private static final int UNSUPPORTED_VERSION = -32022;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;

  private final URI mcp;

  ModernRequestTest(OddServers.AsProcesses servers) {
    mcp = servers.hub().mcp();
  }

  private static ModernRequest echo() {
    return ModernRequest.call("well__echo", Map.of("text", "hello"));
  }

  @Test
  void discoverMatchesTheSchemaAndNamesOnlyModernRevisions() {
    Reply reply = ModernRequest.of("server/discover").send(mcp);
    assertThat(reply.status()).isEqualTo(200);
    Schema.MODERN.assertValid("DiscoverResultResponse", reply.response());
    assertThat(reply.result().path("supportedVersions"))
        .isEqualTo(Json.tree(List.of("2026-07-28")));
    assertThat(reply.result().path("capabilities").has("tools")).isTrue();
    assertThat(reply.result().path("resultType").asString("")).isEqualTo("complete");
  }

  @Test
  void listAndCallMatchTheSchema() {
    Reply list = ModernRequest.of("tools/list").send(mcp);
    Schema.MODERN.assertValid("ListToolsResultResponse", list.response());
    assertThat(list.result().path("ttlMs").isIntegralNumber()).isTrue();
    assertThat(list.result().path("cacheScope").asString("")).isIn("public", "private");
    Reply call = echo().send(mcp);
    Schema.MODERN.assertValid("CallToolResultResponse", call.response());
    assertThat(call.text()).isEqualTo("hello");
    assertThat(call.result().path("resultType").asString("")).isEqualTo("complete");
  }

  @Test
  void idsComeBackAsTheyWereSent() {
    for (Object id : List.of("a string", 7, 9_007_199_254_740_991L, "", "ünï", 0, -1)) {
      assertThat(echo().id(id).send(mcp).response().path("id")).isEqualTo(Json.tree(id));
    }
  }

  @Test
  void theSameIdMayBeUsedByManyAtOnce() throws Exception {
    try (var callers = new Callers(32)) {
      List<Reply> replies =
          callers.all(
              n -> ModernRequest.call("well__echo", Map.of("text", "n" + n)).id(1).send(mcp));
      for (int n = 0; n < replies.size(); n++) {
        assertThat(replies.get(n).text()).isEqualTo("n" + n);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"})
  void aMissingHeaderIsAMismatch(String name) {
    assertRefused(echo().withoutHeader(name).send(mcp), 400, HEADER_MISMATCH);
  }

  @Test
  void headersThatContradictTheBodyAreRefused() {
    assertRefused(
        echo().header("MCP-Protocol-Version", "2025-11-25").send(mcp), 400, HEADER_MISMATCH);
    assertRefused(echo().header("Mcp-Method", "tools/list").send(mcp), 400, HEADER_MISMATCH);
    assertRefused(echo().header("Mcp-Method", "TOOLS/CALL").send(mcp), 400, HEADER_MISMATCH);
    assertRefused(echo().header("Mcp-Name", "well__exit").send(mcp), 400, HEADER_MISMATCH);
    assertRefused(echo().header("Mcp-Name", "Well__echo").send(mcp), 400, HEADER_MISMATCH);
    assertRefused(echo().header("Mcp-Name", "=?base64?***?=").send(mcp), 400, HEADER_MISMATCH);
    assertRefused(encodedName("well__exit").send(mcp), 400, HEADER_MISMATCH);
  }

  @Test
  void anEncodedNameAndSurroundingSpaceAreAccepted() {
    assertThat(encodedName("well__echo").send(mcp).text()).isEqualTo("hello");
    var raw = RawHttp.request(echo(), "/mcp", "Host: 127.0.0.1:" + mcp.getPort());
    var padded = raw.replace("Mcp-Name: well__echo", "mcp-NAME: \t well__echo \t");
    assertThat(RawHttp.send(mcp.getPort(), padded).status()).isEqualTo(200);
  }

  private static ModernRequest encodedName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return echo()
        .header("Mcp-Name", "=?base64?" + Base64.getEncoder().encodeToString(bytes) + "?=");
  }

  @Test
  void anUnsupportedRevisionIsAnsweredWithTheSupportedOnes() {
    Reply reply =
        ModernRequest.of("tools/list")
            .meta(ModernRequest.META_PREFIX + "protocolVersion", "2099-01-01")
            .header("MCP-Protocol-Version", "2099-01-01")
            .send(mcp);
    assertRefused(reply, 400, UNSUPPORTED_VERSION);
    assertThat(reply.errorData().path("requested").asString("")).isEqualTo("2099-01-01");
    assertThat(reply.errorData().path("supported").valueStream().map(JsonNode::asString))
        .contains("2026-07-28");
    Schema.MODERN.assertValid("UnsupportedProtocolVersionError", reply.response());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no/such", "ping", "logging/setLevel", "resources/subscribe", "tools/Call"})
  void anUnknownOrRemovedMethodIs404(String method) {
    assertRefused(ModernRequest.of(method).send(mcp), 404, METHOD_NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocolVersion", "clientCapabilities"})
  void aMissingRequiredMetaKeyIsInvalidParams(String key) {
    var request = echo().withoutMeta(ModernRequest.META_PREFIX + key);
    assertRefused(request.send(mcp), 400, INVALID_PARAMS);
  }

  @Test
  void clientInfoIsOptional() {
    var request = echo().withoutMeta(ModernRequest.META_PREFIX + "clientInfo");
    assertThat(request.send(mcp).text()).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no_such_tool", "well__no_such_tool", "echo", "WELL__echo", "well__", "é"})
  void anUnknownToolIsInvalidParams(String tool) {
    var request = ModernRequest.call(tool, Map.of());
    byte[] utf8 = tool.getBytes(StandardCharsets.UTF_8);
    String safe =
        tool.equals("é") ? "=?base64?" + Base64.getEncoder().encodeToString(utf8) + "?=" : tool;
    Reply reply = request.header("Mcp-Name", safe).send(mcp);
    assertRefused(reply, 200, INVALID_PARAMS);
    Schema.MODERN.assertValid("JSONRPCErrorResponse", reply.response());
  }

  @Test
  void aNotificationIsAcceptedAndABatchIsNot() {
    String notification =
        """
        {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"_meta":{
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",
        "io.modelcontextprotocol/clientCapabilities":{}}}}\
        """;
    Reply accepted = new Post(mcp).header("MCP-Protocol-Version", "2026-07-28").send(notification);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.body()).isEmpty();
    Reply batch = echo().to(mcp).send("[" + echo().body() + "]");
    assertRefused(batch, 400, -32600);
  }

  @Test
  void aBodyThatIsNotDeclaredAsJsonIsRefused() {
    Reply reply = echo().to(mcp).header("Content-Type", "text/plain").send(echo().body());
    assertThat(reply.status()).isIn(400, 415);
  }

  @Test
  void theBridgeListenerServesTheSame(OddServers.AsProcesses servers) {
    assertThat(echo().send(servers.hub().bridge()).text()).isEqualTo("hello");
  }

  private static void assertRefused(Reply reply, int status, int code) {
    assertThat(reply.errorCode()).as("%s", reply).isEqualTo(code);
    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
  }
}
