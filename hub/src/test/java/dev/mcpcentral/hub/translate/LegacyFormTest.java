package dev.mcpcentral.hub.translate;

import static dev.mcpcentral.protocol.mcp.Revision.V2024_11_05;
import static dev.mcpcentral.protocol.mcp.Revision.V2025_03_26;
import static dev.mcpcentral.protocol.mcp.Revision.V2025_06_18;
import static dev.mcpcentral.protocol.mcp.Revision.V2025_11_25;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyFormTest {
  private static final String MODERN_FIELDS =
      "\"resultType\":\"complete\",\"ttlMs\":0, \"cacheScope\":\"private\"";
  private static final String TEXT = "{\"type\":\"text\",\"text\":\"1\"}";
  private static final String AUDIO =
      "{\"type\":\"audio\",\"mimeType\":\"audio/wav\",\"data\":\"AAAAAA==\"}";
  private static final String LINK =
      "{\"type\":\"resource_link\",\"uri\":\"file:///a\",\"name\":\"a\",\"size\":3}";

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V2026_07_28")
  void modernFieldsOfResultsAreStripped(Revision revision) throws Exception {
    LegacyForm form = new LegacyForm(revision);
    Slice content = Slice.of("{ " + MODERN_FIELDS + ", \"content\" : [ " + TEXT + " ] }");
    assertThat(form.toolResult(content).text()).isEqualTo("{\"content\" : [ " + TEXT + " ] }");
    Slice empty = Slice.of("{" + MODERN_FIELDS + "}");
    assertThat(form.result(empty).text()).isEqualTo("{}");
    assertThat(form.promptResult(empty).text()).isEqualTo("{}");
  }

  @Test
  void otherFieldsStayByteForByte() throws Exception {
    String kept = "\"contents\":[ {\"n\":1e999} ],\"_meta\":{\"resultType\" : 1}";
    LegacyForm form = new LegacyForm(V2025_11_25);
    assertThat(form.result(Slice.of("{" + kept + " ,\"resultType\":\"complete\" }")).text())
        .isEqualTo("{" + kept + " }");
    Slice same = Slice.of("{" + kept + "}");
    assertThat(form.result(same)).isSameAs(same);
    assertThat(form.toolResult(same)).isSameAs(same);
    assertThat(form.promptResult(same)).isSameAs(same);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "\"a\\n\"", "1e999", "null", "false"})
  void structuredContentThatIsNoObjectIsDropped(String structured) throws Exception {
    String with = "{\"content\":[" + TEXT + "],\"structuredContent\": " + structured + "}";
    assertThat(tool(V2025_11_25, with)).isEqualTo("{\"content\":[" + TEXT + "]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resultType\":\"complete\",\"structuredContent\":[\"\\\"\"]}",
        "{\"structuredContent\":[\"\\\"\"],\"content\":[],\"resultType\":\"complete\"}",
        "{\"content\":null,\"resultType\":\"complete\",\"structuredContent\":[\"\\\"\"]}"
      })
  void structuredContentBecomesTextWhereThereIsNoOther(String result) throws Exception {
    assertThat(tool(V2025_11_25, result))
        .isEqualTo("{\"content\":[{\"type\":\"text\",\"text\":\"[\\\"\\\\\\\"\\\"]\"}]}");
  }

  @Test
  void structuredContentIsForThoseWhoKnowIt() throws Exception {
    String result = "{\"structuredContent\":{\"a\":1},\"content\":[" + TEXT + "]}";
    assertThat(tool(V2025_06_18, result)).isEqualTo(result);
    assertThat(tool(V2025_03_26, result)).isEqualTo("{\"content\":[" + TEXT + "]}");
  }

  @ParameterizedTest
  @CsvSource({
    "V2024_11_05, false, false", "V2025_03_26, true, false",
    "V2025_06_18, true, true", "V2025_11_25, true, true"
  })
  void contentOfUnknownKindsBecomesText(Revision revision, boolean audio, boolean link)
      throws Exception {
    String result = "{\"content\":[" + TEXT + ", " + AUDIO + " ," + LINK + "]}";
    assertThat(tool(revision, result))
        .isEqualTo(
            "{\"content\":["
                + TEXT
                + ", "
                + (audio ? AUDIO : text("[audio audio/wav, 4 bytes; not shown", revision))
                + " ,"
                + (link ? LINK : text("[resource_link a file:///a, 3 bytes; not shown", revision))
                + "]}");
  }

  @Test
  void promptsAreTreatedLikewise() throws Exception {
    String messages =
        "{\"messages\":[{\"role\":\"user\",\"content\":%s},{\"content\":" + TEXT + "}]}";
    assertThat(new LegacyForm(V2024_11_05).promptResult(Slice.of(messages.formatted(LINK))).text())
        .isEqualTo(
            messages.formatted(
                text("[resource_link a file:///a, 3 bytes; not shown", V2024_11_05)));
  }

  @Test
  void contentOfAFutureKindBecomesText() throws Exception {
    String result = "{\"content\":[{\"type\":\"video\\\"\",\"data\":\"AAAA\",\"name\":7},{},3]}";
    assertThat(tool(V2025_11_25, result))
        .isEqualTo(
            "{\"content\":[" + text("[video\\\", 3 bytes; not shown", V2025_11_25) + ",{},3]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"array\"}",
        "{\"anyOf\":[{}]}",
        "{}",
        "true",
        "{\"type\":[\"object\"]}"
      })
  void outputSchemaThatIsNoObjectSchemaIsDropped(String schema) throws Exception {
    String tool =
        "{\"name\":\"a\",\"outputSchema\": " + schema + " ,\"inputSchema\":{\"type\":\"object\"}}";
    assertThat(new LegacyForm(V2025_11_25).tool(Slice.of(tool)).text())
        .isEqualTo("{\"name\":\"a\" ,\"inputSchema\":{\"type\":\"object\"}}");
  }

  @Test
  void outputSchemaIsForThoseWhoKnowIt() throws Exception {
    Slice tool = Slice.of("{\"outputSchema\":{\"type\":\"object\"},\"name\":\"a\"}");
    assertThat(new LegacyForm(V2025_06_18).tool(tool)).isSameAs(tool);
    assertThat(new LegacyForm(V2025_03_26).tool(tool).text()).isEqualTo("{\"name\":\"a\"}");
  }

  @Test
  void booleanSchemasOfPropertiesBecomeObjects() throws Exception {
    String tool =
        "{\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\": %s,\"b\":%s,\"properties\":"
            + "{\"x\":true}},\"additionalProperties\":false}}";
    assertThat(new LegacyForm(V2025_11_25).tool(Slice.of(tool.formatted("true", "false"))).text())
        .isEqualTo(tool.formatted("{}", "{\"not\":{}}"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V2026_07_28")
  void whatComesOutIsValidInTheClientsRevision(Revision revision) throws Exception {
    LegacyForm form = new LegacyForm(revision);
    String image = "{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"AAAA\"}";
    String embedded = "{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///a\",\"text\":\"\"}}";
    String blocks = "[" + String.join(",", TEXT, image, embedded, AUDIO, LINK) + "]";
    for (String structured : new String[] {"[1]", "7", "{\"a\":1}"}) {
      for (String content : new String[] {blocks, "[]"}) {
        Slice result =
            Slice.of(
                "{\"resultType\":\"complete\",\"content\":"
                    + content
                    + ",\"structuredContent\":"
                    + structured
                    + "}");
        RevisionSchema.assertValid(Revision.MODERN, "CallToolResult", result);
        RevisionSchema.assertValid(revision, "CallToolResult", form.toolResult(result));
      }
    }
    Slice prompt =
        Slice.of(
            "{\"resultType\":\"complete\",\"messages\":[{\"role\":\"user\",\"content\":"
                + AUDIO
                + "},{\"role\":\"assistant\",\"content\":"
                + LINK
                + "}]}");
    RevisionSchema.assertValid(Revision.MODERN, "GetPromptResult", prompt);
    RevisionSchema.assertValid(revision, "GetPromptResult", form.promptResult(prompt));
    Slice tool =
        Slice.of(
            "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":true}},"
                + "\"outputSchema\":{\"type\":\"array\",\"items\":false}}");
    RevisionSchema.assertValid(Revision.MODERN, "Tool", tool);
    RevisionSchema.assertValid(revision, "Tool", form.tool(tool));
  }

  @Test
  void aModernClientHasNoLegacyForm() {
    assertThatThrownBy(() -> new LegacyForm(Revision.MODERN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"content\":[}", "", "{\"x\":\"\\udc00\"}"})
  void malformedJsonIsRefused(String json) {
    assertThatThrownBy(() -> tool(V2025_11_25, json)).isInstanceOf(MalformedJsonException.class);
  }

  private static String text(String start, Revision revision) {
    return "{\"type\":\"text\",\"text\":\""
        + start
        + ", as MCP "
        + revision
        + " has no such content]\"}";
  }

  private static String tool(Revision revision, String result) throws MalformedJsonException {
    return new LegacyForm(revision).toolResult(Slice.of(result)).text();
  }
}
