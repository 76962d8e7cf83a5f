package dev.mcpcentral.hub.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {
  @Test
  void directionMarksZeroWidthTagsAndControlsGo() {
    String hostile = "safe\u202Etxt\u200B.\u2066exe\u2069 \uDB40\uDC41\u001B[31m\u0000";
    assertThat(Plain.text(hostile, 100)).isEqualTo("safetxt.exe [31m");
  }

  @Test
  void itIsOneShortLine() {
    assertThat(Plain.text("a\n\n  b\u2028c", 100)).isEqualTo("a b c");
    assertThat(Plain.text("x".repeat(500), 20)).hasSize(20);
  }

  @Test
  void lettersOfAllLanguagesStay() {
    assertThat(Plain.text("Überblick 天気 🌧", 100)).isEqualTo("Überblick 天気 🌧");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://user:pass@example.com/",
        "https:///nowhere",
        "//example.com",
        "not an address",
      })
  void onlyWebAddressesAreLinks(String text) {
    assertThat(Plain.webAddress(text)).isEmpty();
  }

  @Test
  void aWebAddressStays() {
    assertThat(Plain.webAddress("https://example.com/a?b=c"))
        .isEqualTo("https://example.com/a?b=c");
  }
}
