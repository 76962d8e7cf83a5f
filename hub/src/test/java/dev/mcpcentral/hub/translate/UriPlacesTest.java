package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.ServerName;
import dev.mcpcentral.protocol.json.JsonStrings;
import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriPlacesTest {
  private static final ServerName S = new ServerName("s");

  @ParameterizedTest
  @MethodSource("dev.mcpcentral.hub.translate.UriExample#all")
  void urisAreMappedAndAllElseStaysByteForByte(UriExample example) throws Exception {
    String original = example.json().replace("@X", "file:///ä");
    String exposed = example.json().replace("@X", "mcp://s/file:///ä");
    assertThat(expose(example.places(), original)).isEqualTo(exposed);
    assertThat(example.places().rewrite(Slice.of(exposed), ExposedUri.restoring(S)).text())
        .isEqualTo(original);
  }

  @ParameterizedTest
  @MethodSource("dev.mcpcentral.hub.translate.UriExample#all")
  void aPartOfALargerArrayIsRewrittenInPlace(UriExample example) throws Exception {
    String original = "garbage\"uri\"" + example.json() + "}]uri\"";
    byte[] bytes = Slice.of(original).array();
    Slice part = Slice.of(bytes, 12, 12 + Slice.of(example.json()).length());
    assertThat(example.places().rewrite(part, uri -> uri.equals("@X") ? "y" : uri).text())
        .isEqualTo(example.json().replace("@X", "y"));
  }

  @ParameterizedTest
  @EnumSource(UriPlaces.class)
  void whatHasNoUriIsTheSameInstance(UriPlaces places) throws Exception {
    for (String json : new String[] {"{}", "[1]", "{\"content\":[{\"type\":\"text\"}]}", "null"}) {
      Slice same = Slice.of(json);
      assertThat(places.rewrite(same, ExposedUri.exposing(S))).isSameAs(same);
    }
    Slice mentioned = Slice.of("{\"x\":{\"uri\":1,\"resourceUri\":null}}");
    assertThat(places.rewrite(mentioned, ExposedUri.exposing(S))).isSameAs(mentioned);
  }

  @ParameterizedTest
  @MethodSource("dev.mcpcentral.hub.translate.UriExample#all")
  void mapThatChangesNothingGivesTheSameInstance(UriExample example) throws Exception {
    Slice same = Slice.of(example.json());
    assertThat(example.places().rewrite(same, uri -> uri)).isSameAs(same);
  }

  @Test
  void escapesInUrisAndNamesAreUnderstood() throws Exception {
    assertThat(
            expose(
                UriPlaces.READ_ERROR,
                "{\"data\":{\"\\u0075ri\":\"f\\u00e9:\\/\\/\\\"\\\\\\ud83d\\ude00\"}}"))
        .isEqualTo("{\"data\":{\"\\u0075ri\":\"mcp://s/fé://\\\"\\\\😀\"}}");
    assertThat(expose(UriPlaces.TOOL, "{\"_meta\":{\"ui\\/resourceUri\":\"ui:\\/\\/a\"}}"))
        .isEqualTo("{\"_meta\":{\"ui\\/resourceUri\":\"ui://s/a\"}}");
    assertThat(
            expose(
                UriPlaces.TOOL_RESULT,
                "{\"content\":[{\"t\\u0079pe\":\"resource\\u005flink\",\"ur\\u0069\":\"x\"}]}"))
        .isEqualTo(
            "{\"content\":[{\"t\\u0079pe\":\"resource\\u005flink\",\"ur\\u0069\":\"mcp://s/x\"}]}");
  }

  @Test
  void aServerCannotPoseAsAnother() throws Exception {
    assertThat(expose(UriPlaces.READ_ERROR, "{\"data\":{\"uri\":\"mcp://other/file:///x\"}}"))
        .isEqualTo("{\"data\":{\"uri\":\"mcp://s/mcp://other/file:///x\"}}");
    assertThat(expose(UriPlaces.TOOL, "{\"_meta\":{\"ui\":{\"resourceUri\":\"ui://other/x\"}}}"))
        .isEqualTo("{\"_meta\":{\"ui\":{\"resourceUri\":\"ui://s/other/x\"}}}");
  }

  @Test
  void generatedResultsComeBackByteForByte() throws Exception {
    Random random = new Random(14);
    for (int i = 0; i < 2_000; i++) {
      Slice original = Slice.of(generated(random));
      Slice exposed = UriPlaces.TOOL_RESULT.rewrite(original, ExposedUri.exposing(S));
      assertThat(UriPlaces.TOOL_RESULT.rewrite(exposed, ExposedUri.restoring(S)))
          .as("round %d", i)
          .isEqualTo(original);
    }
  }

  private static String generated(Random random) {
    StringBuilder json = new StringBuilder("{\"content\" : [ {\"n\":1e999}");
    for (int i = random.nextInt(4); i > 0; i--) {
      String uri = JsonStrings.quote(RandomText.of(random));
      json.append(random.nextBoolean() ? ",\t" : " ,")
          .append(
              switch (random.nextInt(3)) {
                case 0 -> "{\"uri\":" + uri + ",\"type\":\"resource_link\"}";
                case 1 -> "{\"type\":\"resource\", \"resource\" : { \"uri\" :" + uri + " }}";
                default -> "{\"type\":\"text\",\"text\":" + uri + ",\"uri\":" + uri + "}";
              });
    }
    return json.append("]\n, \"isError\":false }").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"uri\":\"a\",\"uri\":\"b\"}",
        "{\"uri\":\"a\"",
        "{\"uri\":\"a\"}x",
        "{\"uri\":\"\\ud800\"}",
        "{\"uri\":\"a\",\"x\":{\"y\":1,\"\\u0079\":2}}",
        "\"uri\"\"uri\""
      })
  void malformedJsonIsRefused(String json) {
    assertThatThrownBy(() -> expose(UriPlaces.READ_ERROR, json))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void hugeNestingIsRefused() {
    String deep = "{\"uri\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> expose(UriPlaces.READ_ERROR, deep))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("levels");
  }

  @Test
  void millionsOfBlocksAreRefused() {
    String wide = "{\"content\":[" + "{},".repeat(1_000_000) + "{\"uri\":1}]}";
    assertThatThrownBy(() -> expose(UriPlaces.TOOL_RESULT, wide))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("100000 values");
  }

  @Test
  void closedPartsMayBeOfAnySize() throws Exception {
    String wide = ",\"structuredContent\":[" + "{},".repeat(1_000_000) + "0]}";
    assertThat(
            expose(
                UriPlaces.TOOL_RESULT,
                "{\"content\":[{\"type\":\"resource_link\",\"uri\":\"x\"}]" + wide))
        .isEqualTo("{\"content\":[{\"type\":\"resource_link\",\"uri\":\"mcp://s/x\"}]" + wide);
  }

  private static String expose(UriPlaces places, String json) throws MalformedJsonException {
    return places.rewrite(Slice.of(json), ExposedUri.exposing(S)).text();
  }
}
