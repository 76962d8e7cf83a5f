package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.json.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
  private static final Key URI = new Key("uri");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"uri\":1}",
        "{\"\\u0075ri\":1}",
        "{\"u\\u0072i\":1}",
        "{\"ur\\u0069\":1}",
        "{\"\\u0075\\u0072\\u0069\":1}",
        "uri\""
      })
  void everySpellingOfTheNameIsSeen(String json) {
    assertThat(URI.mayBeIn(Slice.of(json))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"url\":\"uri \",\"\\u00e9\\n\":\"\\\\\"}", "\"", "\\u00", "\\"})
  void jsonWithoutItIsPassedOver(String json) {
    assertThat(URI.mayBeIn(Slice.of(json))).isFalse();
  }

  @Test
  void onlyTheSliceIsSearched() {
    byte[] bytes = Slice.of("{\"uri\":[]}").array();
    assertThat(URI.mayBeIn(Slice.of(bytes, 3, bytes.length))).isFalse();
    assertThat(URI.mayBeIn(Slice.of(bytes, 0, 5))).isFalse();
    assertThat(URI.mayBeIn(Slice.of(bytes, 2, 6))).isTrue();
  }

  @Test
  void aKeyHasLettersOnly() {
    assertThatThrownBy(() -> new Key("x-mcp")).isInstanceOf(IllegalArgumentException.class);
  }
}
