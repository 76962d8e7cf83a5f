package dev.mcpcentral.hub.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "sequential-thinking", "a-", "abcdefghijklmnopqrstuvwxyz012345"})
  void namesWithinTheGrammarAreKept(String name) {
    assertThat(new ServerName(name)).hasToString(name);
  }

  /** Without underscores, {@code server__tool} cannot look like another server's tool. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "A",
        "a_b",
        "a__b",
        "a.b",
        "a b",
        "a\n",
        "é",
        "../x",
        "abcdefghijklmnopqrstuvwxyz0123456"
      })
  void anythingElseIsRefusedWithWhatIsAllowed(String name) {
    assertThatThrownBy(() -> new ServerName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use 1 to 32 characters");
  }
}
