package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.call.ServerName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposedNameTest {
  private static final ServerName SERVER = new ServerName("memory");
  private static final ServerName LONGEST = new ServerName("a".repeat(32));
  private static final String FORM = "[A-Za-z0-9_-]{1,64}";

  @Test
  void fittingNamesAreOnlyPrefixed() {
    assertThat(ExposedName.of(SERVER, "read_graph")).isEqualTo("memory__read_graph");
  }

  @Test
  void sixtyFourCharactersStayAsTheyAre() {
    String tool = "t".repeat(64 - "memory__".length());
    assertThat(ExposedName.of(SERVER, tool)).isEqualTo("memory__" + tool).hasSize(64);
  }

  @Test
  void longerNamesEndInAHashOfTheWholeName() {
    String tool = "t".repeat(65 - "memory__".length());
    String exposed = ExposedName.of(SERVER, tool);
    assertThat(exposed).hasSize(64).startsWith("memory__ttt").matches(".*_[0-9a-f]{8}");
    assertThat(exposed).isNotEqualTo(ExposedName.of(SERVER, tool + "t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.b", "a/b", "é", "read file", "x\u0000y", "\ud83d\ude00", "\ud800", "日本"})
  void oddCharactersAreReplacedAndToldApartByAHash(String tool) {
    String exposed = ExposedName.of(LONGEST, tool);
    assertThat(exposed).matches(FORM).startsWith(LONGEST + "__").matches(".*_[0-9a-f]{8}");
  }

  @Test
  void namesThatDifferInOddCharactersOnlyStayApart() {
    assertThat(List.of("a.b", "a/b", "a b", "a_b").stream().map(t -> ExposedName.of(SERVER, t)))
        .doesNotHaveDuplicates();
  }

  /** A name is part of what clients store: a change of the scheme would be noticed here. */
  @Test
  void schemeIsPinned() {
    assertThat(ExposedName.of(SERVER, "a.b")).isEqualTo("memory__a_b_985eed08");
  }

  @Test
  void randomNamesNeverCollide() {
    Random random = new Random(20261122);
    Map<String, String> owner = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String server = word(random, "ab0-", 1 + random.nextInt(4)).replaceFirst("^-", "x");
      String tool = word(random, "ab_-.é /", 1 + random.nextInt(80));
      String exposed = ExposedName.of(new ServerName(server), tool);
      assertThat(exposed).matches(FORM);
      String before = owner.putIfAbsent(exposed, server + " " + tool);
      assertThat(before).as("seed 20261122, %s", exposed).isIn(null, server + " " + tool);
    }
  }

  private static String word(Random random, String alphabet, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }
}
