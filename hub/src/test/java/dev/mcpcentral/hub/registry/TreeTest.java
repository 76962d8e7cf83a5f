package dev.mcpcentral.hub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
  private static final int LIMIT = 1 << 20;

  @Test
  void yamlAndJsonGiveTheSameTree() {
    assertThat(Tree.read("a: [1, true, x]", LIMIT))
        .isEqualTo(Tree.read("{\"a\": [1, true, \"x\"]}", LIMIT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\na: 2",
        "{\"a\": 1, \"a\": 2}",
        "a: &x [1]\nb: [*x, *x]",
        "a: &x {k: v}\n<<: *x\nb: {<<: *x}",
        "--- {}\n--- {}",
        "a: !!java.net.URL [\"https://example.com\"]",
        "{\"a\": ",
        "\tx: 1",
      })
  void whatTwoReadersCouldReadDifferentlyIsRefused(String text) {
    assertThatThrownBy(() -> Tree.read(text, LIMIT)).isInstanceOf(CatalogException.class);
  }

  @Test
  void aBombOfAnchorsIsRefusedBeforeItGrows() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String one = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]%n"
              .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, one))));
    }
    assertThatThrownBy(() -> Tree.read(bomb.toString(), LIMIT))
        .isInstanceOf(CatalogException.class);
  }

  @Test
  void depthLengthAndTextsAreBounded() {
    assertThatThrownBy(() -> Tree.read("[".repeat(40) + "]".repeat(40), LIMIT))
        .hasMessageContaining("32 levels");
    assertThatThrownBy(() -> Tree.read("[".repeat(100_000), LIMIT))
        .isInstanceOf(CatalogException.class);
    assertThatThrownBy(() -> Tree.read(" ".repeat(LIMIT + 1), LIMIT))
        .hasMessageContaining("longer than");
    assertThatThrownBy(() -> Tree.read("a: " + "x".repeat(70_000), LIMIT))
        .hasMessageContaining("64 KiB");
  }

  @Test
  void theComplaintDoesNotRepeatTheText() {
    assertThatThrownBy(() -> Tree.read("token: s3cret\n  bad: [", LIMIT))
        .hasMessageNotContaining("s3cret");
  }
}
