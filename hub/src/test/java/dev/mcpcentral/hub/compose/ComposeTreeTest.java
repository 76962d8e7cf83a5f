package dev.mcpcentral.hub.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTreeTest {
  @Test
  void mergedKeysStandBackBehindOnesOwn() {
    String text =
        """
        x-a: &a {LOG: info, ROOT: /w}
        x-b: &b {ROOT: /other, MORE: yes}
        s: {LOG: debug, <<: [*a, *b]}
        t: {<<: *b}
        """;
    assertThat(ComposeTree.read(text))
        .containsEntry("s", Map.of("LOG", "debug", "ROOT", "/w", "MORE", "yes"))
        .containsEntry("t", Map.of("ROOT", "/other", "MORE", "yes"));
  }

  @Test
  void everyValueIsText() {
    assertThat(ComposeTree.read("a: [1, true, ~, 0x10, 1e3]\n"))
        .containsEntry("a", List.of("1", "true", "~", "0x10", "1e3"));
  }

  @Test
  @Timeout(5)
  void aBombOfAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.repeat("*a" + (i - 1) + ",", 10).append("]\n");
    }
    assertThatThrownBy(() -> ComposeTree.read(bomb.toString()))
        .isInstanceOf(ComposeException.class)
        .hasMessageContaining("amounts to too much");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a [*a]",
        "a: &a {b: *a}",
        "x: &a {<<: *a}",
        "- a list",
        "",
        "a: b: c",
        "{a: 1",
        "? [1, 2]\n: x",
        "a: {<<: text}",
        "a: !!javax.script.ScriptEngineManager [x",
        "\u0000"
      })
  void whatIsNoComposeFileIsRefused(String text) {
    assertThatThrownBy(() -> ComposeTree.read(text)).isInstanceOf(ComposeException.class);
  }

  @Test
  @Timeout(5)
  void aDeepFileIsRefused() {
    String deep = "a: " + "[".repeat(100_000);
    assertThatThrownBy(() -> ComposeTree.read(deep)).isInstanceOf(ComposeException.class);
  }

  @Test
  void tagsMakeNoObjects() {
    assertThat(ComposeTree.read("a: !!java.net.URL 'http://x'\n")).containsEntry("a", "http://x");
  }
}
