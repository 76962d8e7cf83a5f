package dev.mcpcentral.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonStringsTest {
  private static final JsonFactory JACKSON = JsonFactory.builder().build();

  @Test
  void jacksonReadsBackWhatWasQuoted() {
    for (int c = 0; c < 0x10000; c += c < 0x300 || c >= 0xD700 && c < 0xE100 ? 1 : 97) {
      String text = "a" + (char) c + "b";
      String expected = Character.isSurrogate((char) c) ? "a\ufffdb" : text;
      assertThat(parsed(JsonStrings.quote(text))).isEqualTo(expected);
    }
  }

  @Test
  void randomTextComesBackByJacksonAndByOurselves() {
    Random random = new Random(3);
    for (int i = 0; i < 3000; i++) {
      String text = text(random);
      String literal = JsonStrings.quote(text);
      String expected = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
      assertThat(parsed(literal)).as("seed 3, round %d", i).isEqualTo(expected);
      assertThat(JsonStrings.decode(Slice.of(literal))).isEqualTo(expected);
      assertThat(literal).as("fits on one line").doesNotContain("\n", "\r");
    }
  }

  @Test
  void everyEscapeIsUnderstood() {
    String literal = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\uDE00\\\\u0041\"";
    assertThat(JsonStrings.decode(Slice.of(literal)))
        .isEqualTo("\"\\/\b\f\n\r\tA\ud83d\ude00\\u0041")
        .isEqualTo(parsed(literal));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int c = random.nextInt(20); c > 0; c--) {
      text.append(
          switch (random.nextInt(4)) {
            case 0 -> (char) (0xD800 + random.nextInt(0x800));
            case 1 -> (char) random.nextInt(0x20);
            case 2 -> "\"\\/un".charAt(random.nextInt(5));
            default -> (char) random.nextInt(0xD800);
          });
    }
    return text.toString();
  }

  private static String parsed(String literal) {
    try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), literal)) {
      parser.nextToken();
      return parser.getString();
    }
  }

  @Test
  void stringsOfAnArrayAreRead() {
    Slice array = Slice.of("[\"a\", \"\\u00e9\",3, {\"b\":[\"c\"]} ,\"\"]");
    assertThat(JsonStrings.texts(array)).containsExactly("a", "é", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[ ]", "{}", "{\"a\":[\"b\"]}", "\"[]\"", "null", "[\"a\""})
  void anythingElseHoldsNoStrings(String json) {
    assertThat(JsonStrings.texts(Slice.of(json))).isEmpty();
    assertThat(JsonStrings.texts(null)).isEmpty();
  }
}
