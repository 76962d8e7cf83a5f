package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.jsonrpc.Envelope;
import dev.mcpcentral.protocol.jsonrpc.EnvelopeScanner;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header table of 2026-07-28, basic/transports/streamable-http. */
class ModernHeadersTest {
  private static final String VERSION = "MCP-Protocol-Version";
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

  private final MemoryExchange exchange =
      new MemoryExchange()
          .with(VERSION, "2026-07-28")
          .with("Mcp-Method", "tools/call")
          .with("Mcp-Name", "files__read");

  @Test
  void headersThatEqualTheBodyPass() throws Exception {
    assertThat(check("files__read")).isEmpty();
  }

  @Test
  void spaceAroundValuesDoesNotCount() throws Exception {
    exchange.with(VERSION, " 2026-07-28\t").with("Mcp-Method", "\ttools/call ");
    exchange.with("Mcp-Name", " files__read ");
    assertThat(check("files__read")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {VERSION, "Mcp-Method", "Mcp-Name"})
  void missingOrRepeatedHeaderIsAMismatch(String header) throws Exception {
    String value = exchange.headers(header).getFirst();
    assertMismatch(check(exchange.with(header), "files__read"), header);
    assertMismatch(check(exchange.with(header, value, value), "files__read"), header);
  }

  @ParameterizedTest
  @CsvSource({
    "MCP-Protocol-Version,2025-11-25",
    "MCP-Protocol-Version,''",
    "Mcp-Method,tools/list",
    "Mcp-Method,Tools/Call",
    "Mcp-Name,files__write",
    "Mcp-Name,Files__read",
    "Mcp-Name,''",
    "Mcp-Name,=?base64?!!?=",
    "Mcp-Name,=?base64?/w==?=",
    "Mcp-Name,=?base64?ZmlsZXNfX3dyaXRl?="
  })
  void otherValueThanTheBodysIsAMismatch(String header, String value) throws Exception {
    assertMismatch(check(exchange.with(header, value), "files__read"), header);
  }

  @ParameterizedTest
  @CsvSource({
    "files__read,=?base64?ZmlsZXNfX3JlYWQ=?=",
    "é,=?base64?w6k=?=",
    "=?base64?w6k=?=,=?base64?PT9iYXNlNjQ/dzZrPT89?="
  })
  void namesMayTravelAsBase64(String name, String header) throws Exception {
    assertThat(check(exchange.with("Mcp-Name", header), name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "prompts/get,name",
    "resources/read,uri",
  })
  void promptsAndResourcesAreNamedToo(String method, String member) throws Exception {
    exchange.with("Mcp-Method", method).with("Mcp-Name", "x:y");
    String params = "{\"" + member + "\":\"x:y\"," + META + "}";
    assertThat(check(exchange, method, params)).isEmpty();
    assertMismatch(check(exchange.with("Mcp-Name", "z"), method, params), "Mcp-Name");
  }

  @Test
  void methodThatNamesNothingNeedsNoName() throws Exception {
    exchange.with("Mcp-Method", "tools/list").with("Mcp-Name");
    assertThat(check(exchange, "tools/list", "{" + META + "}")).isEmpty();
  }

  @Test
  void unknownRevisionIsAnsweredWithTheSupportedOnes() throws Exception {
    exchange.with(VERSION, "2027-01-01");
    Optional<McpErrors> refusal =
        check(exchange, "tools/list", "{" + META.replace("2026-07-28", "2027-01-01") + "}");
    assertThat(refusal.orElseThrow().status()).isEqualTo(400);
    assertThat(refusal.orElseThrow().message().text())
        .contains("\"code\":-32022")
        .contains("\"data\":{\"supported\":[\"2026-07-28\"],\"requested\":\"2027-01-01\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}",
        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":1,\"io.modelcontextprotocol/clientCapabilities\":{}}}",
        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":null}}"
      })
  void incompleteMetaIsInvalid(String params) throws Exception {
    McpErrors refusal = check(exchange, "tools/call", params).orElseThrow();
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.message().text()).contains("\"code\":-32602", "\"id\":1");
  }

  private Optional<McpErrors> check(String name) throws Exception {
    return check(exchange, name);
  }

  private static Optional<McpErrors> check(MemoryExchange exchange, String name) throws Exception {
    return check(exchange, "tools/call", "{\"name\":\"" + name + "\"," + META + "}");
  }

  private static Optional<McpErrors> check(MemoryExchange exchange, String method, String params)
      throws Exception {
    String text =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    return ModernHeaders.check(exchange, (Envelope.Request) EnvelopeScanner.scan(Slice.of(text)));
  }

  private static void assertMismatch(Optional<McpErrors> refusal, String header) {
    assertThat(refusal).isPresent();
    assertThat(refusal.orElseThrow().status()).isEqualTo(400);
    assertThat(refusal.orElseThrow().message().text())
        .contains("\"code\":-32020", "Header " + header, "\"id\":1");
  }
}
