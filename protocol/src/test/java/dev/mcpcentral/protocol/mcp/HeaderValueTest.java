package dev.mcpcentral.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "read_file", "a b", "file:///x?y=z", "=?base64?", "?=", "=?base64?="})
  void safeValuesArePlain(String value) {
    String header = HeaderValue.encode(value);
    assertThat(header).isIn(value, "=?base64?PT9iYXNlNjQ/PQ==?=");
    assertThat(HeaderValue.decode(header)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " a",
        "a ",
        "a\tb",
        "a\r\nX-Injected: 1",
        "é",
        "日本",
        "\u007f",
        "=?base64?YQ==?=",
        "\ud83d\ude00"
      })
  void unsafeValuesTravelAsBase64(String value) {
    String header = HeaderValue.encode(value);
    assertThat(header).startsWith("=?base64?").endsWith("?=").matches("[!-~]+");
    assertThat(HeaderValue.decode(header)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=?base64?!!?=", "=?base64?Y?=", "=?base64?/w==?=", "=?base64?7aCA?="})
  void brokenBase64AndBrokenTextAreNoValue(String header) {
    assertThat(HeaderValue.decode(header)).isEmpty();
  }

  @Test
  void spaceAroundAHeaderIsNoPartOfIt() {
    assertThat(HeaderValue.decode(" \tname\t ")).contains("name");
  }

  @Test
  void randomValuesComeBack() {
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      StringBuilder value = new StringBuilder();
      for (int c = random.nextInt(12); c > 0; c--) {
        value.appendCodePoint(codePoint(random));
      }
      String header = HeaderValue.encode(value.toString());
      assertThat(header).as("seed 7, round %d", i).matches("[ -~]*");
      assertThat(HeaderValue.decode(header)).as("seed 7, round %d", i).contains(value.toString());
    }
  }

  private static int codePoint(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(0x20);
      case 1 -> 0x10000 + random.nextInt(0x100000);
      case 2 -> "=?base64 ".charAt(random.nextInt(9));
      default -> 0x20 + random.nextInt(0x100);
    };
  }
}
