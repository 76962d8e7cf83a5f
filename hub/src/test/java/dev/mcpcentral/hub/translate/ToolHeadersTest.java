package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.translate.ToolHeaders.Header;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolHeadersTest {
  private static final String TOOL =
      tool(
          "\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
              + "\"plain\":{\"type\":\"string\",\"default\":{\"x-mcp-header\":\"No\"}},"
              + "\"x-mcp-header\":{\"type\":\"integer\",\"x-mcp-header\":\"N\"},"
              + "\"o\":{\"properties\":{\"dry\":{\"x-mcp-header\":\"Dry!\",\"type\":\"boolean\"}}}");

  @Test
  void annotationsAreFoundAtTheEndOfPropertiesOnly() throws Exception {
    assertThat(ToolHeaders.of(Slice.of(TOOL)))
        .isEqualTo(
            new ToolHeaders(
                List.of(
                    new Header("Mcp-Param-Region", List.of("region"), ToolHeaders.Type.STRING),
                    new Header("Mcp-Param-N", List.of("x-mcp-header"), ToolHeaders.Type.INTEGER),
                    new Header("Mcp-Param-Dry!", List.of("o", "dry"), ToolHeaders.Type.BOOLEAN)),
                null));
  }

  @Test
  void toolWithoutAnnotationsHasNoHeaders() throws Exception {
    Slice tool = Slice.of(tool("\"a\":{\"type\":\"string\"}"));
    assertThat(ToolHeaders.of(tool)).isEqualTo(new ToolHeaders(List.of(), null));
    assertThat(ToolHeaders.without(tool)).isSameAs(tool);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"\"} | 'a' is no header name",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"My Region\"} | no header name",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a:b\"} | no header name",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"Région\"} | no header name",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a\\r\\nb\"} | no header name",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a\\n\"} | no header name",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":7} | no header name",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":null} | no header name",
        "\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"} | no string, integer or boolean",
        "\"a\":{\"type\":\"object\",\"x-mcp-header\":\"A\"} | no string, integer or boolean",
        "\"a\":{\"type\":[\"string\",\"null\"],\"x-mcp-header\":\"A\"} | no string, integer",
        "\"a\":{\"x-mcp-header\":\"A\"} | no string, integer or boolean",
        "\"a\":{\"x\\u002dmcp-h\\u0065ader\":\"A\"} | no string, integer or boolean",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"My\"},\"b\":{\"type\":\"string\",\"x-mcp-header\":\"mY\"} | 'b' names a header a second time",
        "\"a\":{\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}} | 'properties' alone",
        "\"a\":{\"items\":[{\"type\":\"string\",\"x-mcp-header\":\"A\"}]} | 'properties' alone",
        "\"a\":{\"anyOf\":[{\"properties\":{\"b\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}]} | alone",
        "\"a\":{\"$defs\":{\"d\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}} | alone",
        "\"a\":{\"if\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}} | alone",
        "\"a\":{\"additionalProperties\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}} | alone",
        "\"a\":{\"patternProperties\":{\"x\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}} | alone",
      })
  void invalidAnnotationsHaveAReasonAndCanBeTakenOff(String properties, String reason)
      throws Exception {
    Slice tool =
        Slice.of(tool("\"ok\":{\"type\":\"string\",\"x-mcp-header\":\"Ok\"}," + properties));
    ToolHeaders headers = ToolHeaders.of(tool);
    assertThat(headers.fault()).contains(reason.strip());
    assertThat(headers.headers()).isEmpty();
    assertThat(headers.values(Slice.of("{\"a\":\"b\"}"))).isEmpty();
    Slice without = ToolHeaders.without(tool);
    assertThat(without.text())
        .contains("\"ok\":{\"type\":\"string\"}")
        .doesNotContain("\"x-mcp-header\"");
    assertThat(ToolHeaders.of(without)).isEqualTo(new ToolHeaders(List.of(), null));
    assertThat(ToolHeaders.without(without)).isSameAs(without);
  }

  @Test
  void onlyAnnotationsAreTakenOff() throws Exception {
    String tool =
        "{ \"x-mcp-header\" : 1,\"inputSchema\": {\"type\" : \"object\"%s ,\"properties\":{\"x-mcp-header\":"
            + "{\"enum\":[{\"x-mcp-header\":1}]%s}}}}";
    assertThat(
            ToolHeaders.without(
                    Slice.of(
                        tool.formatted(", \"x-mcp-header\":\"Root\"", ",\"x-mcp-header\" : 2")))
                .text())
        .isEqualTo(tool.formatted("", ""));
  }

  @Test
  void validAnnotationsStay() throws Exception {
    Slice tool = Slice.of(TOOL);
    assertThat(ToolHeaders.without(tool)).isSameAs(tool);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"region\":\"us-west1\",\"plain\":\"x\"} | Mcp-Param-Region=us-west1",
        "{\"region\":\"Hello, 世界\"} | Mcp-Param-Region==?base64?SGVsbG8sIOS4lueVjA==?=",
        "{\"region\":\" padded \"} | Mcp-Param-Region==?base64?IHBhZGRlZCA=?=",
        "{\"region\":\"line1\\nline2\"} | Mcp-Param-Region==?base64?bGluZTEKbGluZTI=?=",
        "{\"region\":\"=?base64?literal?=\"} | Mcp-Param-Region==?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=",
        "{\"region\":\"\"} | Mcp-Param-Region=",
        "{\"x-mcp-header\":-7} | Mcp-Param-N=-7",
        "{\"x-mcp-header\":4.20e1} | Mcp-Param-N=42",
        "{\"x-mcp-header\":1e3} | Mcp-Param-N=1000",
        "{\"x-mcp-header\":-0} | Mcp-Param-N=0",
        "{\"x-mcp-header\":0e999999} | Mcp-Param-N=0",
        "{\"x-mcp-header\":9007199254740991} | Mcp-Param-N=9007199254740991",
        "{\"o\":{\"dry\":false,\"region\":\"x\"}} | Mcp-Param-Dry!=false",
      })
  void argumentsBecomeHeaders(String arguments, String header) throws Exception {
    int equals = header.indexOf('=');
    assertThat(ToolHeaders.of(Slice.of(TOOL)).values(Slice.of(arguments)))
        .isEqualTo(
            Map.of(header.substring(0, equals).strip(), header.substring(equals + 1).strip()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"region\":null,\"o\":null}",
        "{\"region\":{\"dry\":true},\"o\":[{\"dry\":true}],\"dry\":true}",
        "{\"x-mcp-header\":9007199254740992}",
        "{\"x-mcp-header\":1e999999999}",
        "{\"x-mcp-header\":1e-999999999}",
        "{\"x-mcp-header\":1e99999999999999999999}",
        "[\"region\"]"
      })
  void whatNoHeaderCanSayHasNone(String arguments) throws Exception {
    ToolHeaders headers = ToolHeaders.of(Slice.of(TOOL));
    assertThat(headers.values(Slice.of(arguments))).isEmpty();
    assertThat(headers.mismatch(name -> null, Slice.of(arguments))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"region\":\"a\"} | a", "{\"region\":\"a\"} | =?base64?YQ==?=",
            "{\"region\":\"1.0\"} | 1.0",
        "{\"x-mcp-header\":42} | 42.0", "{\"x-mcp-header\":42.0} | 42",
            "{\"o\":{\"dry\":true}} | true",
      })
  void equalHeadersAreAccepted(String arguments, String field) throws Exception {
    assertThat(mismatch(arguments, field.strip())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"region\":\"a\"} | A", "{\"region\":\"a\"} | =?base64?Yg==?=",
            "{\"region\":\"a\"} | =?base64?*?=",
        "{\"region\":\"1\"} | 1.0", "{\"x-mcp-header\":42} | 43", "{\"x-mcp-header\":42} | 4.2e1",
        "{\"o\":{\"dry\":true}} | True",
      })
  void otherHeadersAreNot(String arguments, String field) throws Exception {
    assertThat(mismatch(arguments, field.strip()).orElseThrow()).contains("does not match");
  }

  @Test
  void missingHeaderIsNamed() throws Exception {
    assertThat(
            ToolHeaders.of(Slice.of(TOOL))
                .mismatch(name -> null, Slice.of("{\"region\":\"secret\"}")))
        .contains("Header Mcp-Param-Region is missing or sent more than once");
  }

  @Test
  void headersThatWereSentAreTheOnesThatAreExpected() throws Exception {
    ToolHeaders headers = ToolHeaders.of(Slice.of(TOOL));
    Slice arguments = Slice.of("{\"region\":\" 日本 \",\"x-mcp-header\":7,\"o\":{\"dry\":false}}");
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.putAll(headers.values(arguments));
    assertThat(sent).hasSize(3);
    assertThat(headers.mismatch(sent::get, arguments)).isEmpty();
  }

  @Test
  void duplicateArgumentsAreRefused() {
    assertThatThrownBy(() -> mismatch("{\"region\":\"a\",\"region\":\"b\"}", "a"))
        .isInstanceOf(MalformedJsonException.class);
  }

  /** The one header of {@link #TOOL} that {@code arguments} give a value has {@code field}. */
  private static Optional<String> mismatch(String arguments, String field)
      throws MalformedJsonException {
    return ToolHeaders.of(Slice.of(TOOL)).mismatch(name -> field, Slice.of(arguments));
  }

  private static String tool(String properties) {
    return "{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\",\"properties\":{"
        + properties
        + "}}}";
  }
}
