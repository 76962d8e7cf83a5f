package dev.mcpcentral.protocol.json;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCheckTest {
  /** Bytes around every border of the table of well-formed sequences. */
  private static final int[] BORDERS = {
    0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0,
    0xF1, 0xF4, 0xF5
  };

  @Test
  void agreesWithThePlatformsDecoderOnEverySequenceOfBorderBytes() {
    int n = BORDERS.length;
    for (int i = 0; i < n * n * n * n; i++) {
      byte[] bytes = {
        (byte) BORDERS[i % n],
        (byte) BORDERS[i / n % n],
        (byte) BORDERS[i / n / n % n],
        (byte) BORDERS[i / n / n / n]
      };
      assertAgrees(bytes);
    }
  }

  @Test
  void agreesWithThePlatformsDecoderOnDamagedText() {
    Random random = new Random(11);
    byte[] text = "aé日\ud83d\ude00 zß".repeat(4).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(text, 1 + random.nextInt(text.length));
      bytes[random.nextInt(bytes.length)] = (byte) BORDERS[random.nextInt(BORDERS.length)];
      assertAgrees(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800x\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\\ud800\"",
        "\"\\uD83D\\uD83D\\uDE00\"",
        "a\u0000b",
        "\ufeff{}"
      })
  void whatParsersReadDifferentlyIsRefused(String text) {
    assertThatThrownBy(() -> TextCheck.check(Slice.of(text)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\\ud83d\\ude00\"",
        "\"\\uD83D\\uDE00\\uD83D\\uDE00\"",
        "\"\\\\ud800\"",
        "\"\\u0041\"",
        "\\",
        "\"\\ud7ff\\ue000\"",
        "x\ufeff"
      })
  void whatIsUnambiguousPasses(String text) {
    assertThatCode(() -> TextCheck.check(Slice.of(text))).doesNotThrowAnyException();
  }

  @Test
  void bytesBesideTheSliceDoNotCount() throws Exception {
    byte[] bytes = "\u0000\u0000é".getBytes(StandardCharsets.UTF_8);
    TextCheck.check(Slice.of(bytes, 2, 4));
    assertThatThrownBy(() -> TextCheck.check(Slice.of(bytes, 2, 3)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageEndingWith("at byte 0");
  }

  /** Compares by hand: hundreds of thousands of descriptions would take most of the time. */
  private static void assertAgrees(byte[] bytes) {
    if (accepts(bytes) != decodes(bytes)) {
      throw new AssertionError(Arrays.toString(bytes) + ": decoder says " + decodes(bytes));
    }
  }

  private static boolean accepts(byte[] bytes) {
    try {
      TextCheck.check(Slice.of(bytes));
      return true;
    } catch (MalformedJsonException refused) {
      return false;
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      boolean mark = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB;
      return !(mark && bytes[2] == (byte) 0xBF);
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
