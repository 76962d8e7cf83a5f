package dev.mcpcentral.hub.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

final class JsonBodyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void outcomeHasFixedKeyOrder() {
    Outcome outcome =
        new Outcome(7, Instant.parse("2026-01-02T03:04:05.000006Z"), "ok", null, 12, "ab", 3);
    assertThat(text(Bodies.outcome(outcome)))
        .isEqualTo(
            "{\"v\":1,\"type\":\"outcome\",\"intent\":7,\"time\":\"2026-01-02T03:04:05.000006Z\","
                + "\"status\":\"ok\",\"durationNanos\":12,\"resultSha256\":\"ab\",\"resultBytes\":3}");
  }

  @Test
  void anyTextSurvivesAsAnotherParserReadsIt() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      String value =
          random
              .ints(random.nextInt(40), 0, i % 2 == 0 ? 0x100 : 0x110000)
              .filter(c -> c < 0xD800 || c > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String json = text(JsonBody.of("x").text("key", value).end());
      assertThat(JSON.readTree(json).get("key").asString()).isEqualTo(value);
    }
  }

  @Test
  void loneSurrogatesBecomeReplacementCharacters() {
    String json = text(JsonBody.of("x").text("key", "a\uD800b\uDC00").end());
    assertThat(json).contains("\"a\uFFFDb\uFFFD\"");
  }

  @Test
  void longTextIsCut() {
    String json = text(JsonBody.of("x").text("key", "y".repeat(5_000)).end());
    assertThat(JSON.readTree(json).get("key").asString()).hasSize(1_025).endsWith("y\u2026");
  }

  @Test
  void textCannotPassForAnotherField() {
    String json = text(Bodies.intent(Samples.intent("x\",\"decision\":\"denied\n")));
    assertThat(JSON.readTree(json).get("target").asString())
        .isEqualTo("x\",\"decision\":\"denied\n");
    assertThat(JSON.readTree(json).get("decision").asString()).isEqualTo("permitted");
  }

  private static String text(JsonBody body) {
    byte[] bytes = new byte[body.length()];
    body.copyTo(bytes, 0);
    return new String(bytes, UTF_8);
  }
}
