package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.Ask;
import dev.mcpcentral.hub.call.Client;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Era;
import dev.mcpcentral.protocol.mcp.Revision;
import dev.mcpcentral.protocol.mcp.ServerMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamsTest {
  private static final String ARGUMENTS =
      "{ \"n\":1e999 ,\"d\":0.1000000000000000055511151231257827,\"i\":12345678901234567890123,\"s\":\"\\u00e9é\\/\"}";
  private static final String MODERN_META =
      "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{},\"io.modelcontextprotocol/clientInfo\":{\"name\":\"mcp-central\",\"version\":\"0.1.0\"},\"io.modelcontextprotocol/logLevel\":\"info\"";
  private static final String CLIENT_META =
      "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{\"roots\":{}}";

  @ParameterizedTest
  @CsvSource({"LEGACY,LEGACY", "LEGACY,MODERN", "MODERN,LEGACY", "MODERN,MODERN"})
  void argumentsStayTheSameBytesInEveryDirection(Era from, Era to) throws Exception {
    String params = "{\"name\":\"s__t\",\"arguments\":" + ARGUMENTS + "}";
    Members sent = sent(params, "{}", from, to);
    assertThat(sent.json("arguments")).isEqualTo(ARGUMENTS);
    assertThat(sent.string("name")).isEqualTo("t");
  }

  @Test
  void legacyToLegacyKeepsEverything() throws Exception {
    String params =
        "{\"x\":[ 1],\"name\":\"s__t\",\"task\":{\"ttl\":1},\"requestState\":\"r\",\"_meta\":{}}";
    String meta = "{\"io.modelcontextprotocol/odd\":1,\"a.b/c\": 2 }";
    assertThat(text(params, meta, Era.LEGACY, Era.LEGACY))
        .isEqualTo(
            "{\"name\":\"t\",\"x\":[ 1],\"task\":{\"ttl\":1},\"requestState\":\"r\",\"_meta\":{\"io.modelcontextprotocol/odd\":1,\"a.b/c\":2,\"progressToken\":42}}");
  }

  @Test
  void modernToModernKeepsEverythingButTheStateThatTheHubHadSealed() throws Exception {
    String params = "{\"name\":\"s__t\",\"inputResponses\":{\"x\":{}},\"requestState\":\"sealed\"}";
    Params.Inputs inputs = new Params.Inputs(Slice.of("{\"q\":{}}"), Slice.of("\"r\""));
    assertThat(
            params(params, "{" + CLIENT_META + ",\"a\":1}", Era.MODERN, Era.MODERN, inputs)
                .withToken(42)
                .text())
        .isEqualTo(
            "{\"name\":\"t\",\"inputResponses\":{\"q\":{}},\"requestState\":\"r\",\"_meta\":{"
                + CLIENT_META
                + ",\"a\":1,\"progressToken\":42}}");
  }

  @Test
  void legacyToModernIntroducesTheHubAndDropsWhatTheNewEraDoesNotKnow() throws Exception {
    String params = "{\"name\":\"s__t\",\"task\":{\"ttl\":1},\"x\":2}";
    String meta = "{\"io.modelcontextprotocol/related-task\":{},\"a\":1}";
    assertThat(text(params, meta, Era.LEGACY, Era.MODERN))
        .isEqualTo(
            "{\"name\":\"t\",\"x\":2,\"_meta\":{"
                + MODERN_META
                + ",\"a\":1,\"progressToken\":42}}");
  }

  @Test
  void modernToLegacyDropsWhatTheOldEraDoesNotKnow() throws Exception {
    String params =
        "{\"name\":\"s__t\",\"inputResponses\":{},\"requestState\":\"r\",\"task\":{},\"x\":2}";
    assertThat(text(params, "{" + CLIENT_META + ",\"a\":1}", Era.MODERN, Era.LEGACY))
        .isEqualTo("{\"name\":\"t\",\"task\":{},\"x\":2,\"_meta\":{\"a\":1,\"progressToken\":42}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"7\"", "\"\\u00e9\"", "9007199254740993"})
  void progressTokenIsOursOnTheWayOutAndTheClientsOwnIsRemembered(String token) throws Exception {
    String meta = "{\"a\":1,\"progressToken\":" + token + ",\"b\":2}";
    Params params = params("{\"name\":\"s__t\"}", meta, Era.LEGACY, Era.LEGACY);
    assertThat(params.clientToken()).isEqualTo(Slice.of(token));
    assertThat(params.withToken(42).text())
        .isEqualTo("{\"name\":\"t\",\"_meta\":{\"a\":1,\"b\":2,\"progressToken\":42}}");
  }

  @Test
  void progressTokenAloneMakesAWellFormedMeta() throws Exception {
    String meta = "{\"progressToken\":1}";
    assertThat(text("{}", meta, Era.LEGACY, Era.LEGACY))
        .isEqualTo("{\"name\":\"t\",\"_meta\":{\"progressToken\":42}}");
    assertThat(text("{}", meta, Era.LEGACY, Era.MODERN))
        .isEqualTo("{\"name\":\"t\",\"_meta\":{" + MODERN_META + ",\"progressToken\":42}}");
  }

  @Test
  void serverIsAskedForProgressEvenIfTheClientWantsNone() throws Exception {
    Params params = params("{}", "{}", Era.LEGACY, Era.LEGACY);
    assertThat(params.clientToken()).isNull();
    assertThat(params.withToken(42).text())
        .isEqualTo("{\"name\":\"t\",\"_meta\":{\"progressToken\":42}}");
  }

  @Test
  void oddNamesAreQuoted() throws Exception {
    Members params = Members.ofObject(Slice.of("{\"a\\\"b\":1}"));
    Ask.OfServer ask = new Ask.OfServer(ServerMethod.CALL_TOOL, null, "x", params, Members.NONE);
    assertThat(
            Params.of(ask, client(Era.LEGACY), Era.LEGACY, "é\"t", Params.Inputs.NONE)
                .withToken(1)
                .text())
        .isEqualTo("{\"name\":\"é\\\"t\",\"a\\\"b\":1,\"_meta\":{\"progressToken\":1}}");
  }

  @Test
  void fixedParamsAreSentAsTheyAre() {
    assertThat(Params.fixed(Slice.of("{ }")).withToken(1).text()).isEqualTo("{ }");
  }

  private static Client client(Era era) {
    return Client.plain(era == Era.MODERN ? Revision.MODERN : Revision.NEWEST_LEGACY, null);
  }

  private static Params params(String params, String meta, Era from, Era to)
      throws MalformedJsonException {
    return params(params, meta, from, to, Params.Inputs.NONE);
  }

  private static Params params(String params, String meta, Era from, Era to, Params.Inputs inputs)
      throws MalformedJsonException {
    Members read = Members.ofObject(Slice.of(params));
    Ask.OfServer ask =
        new Ask.OfServer(
            ServerMethod.CALL_TOOL, null, "s__t", read, Members.ofObject(Slice.of(meta)));
    return Params.of(ask, client(from), to, "t", inputs);
  }

  private static String text(String params, String meta, Era from, Era to)
      throws MalformedJsonException {
    return params(params, meta, from, to).withToken(42).text();
  }

  private static Members sent(String params, String meta, Era from, Era to)
      throws MalformedJsonException {
    return Members.ofObject(Slice.of(text(params, meta, from, to)));
  }
}
