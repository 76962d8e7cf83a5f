package dev.mcpcentral.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @Test
  void splitsAtSignsAndWhereCamelCaseTurns() {
    assertThat(words("get_user-profile.v2 parseJSONText, API-post"))
        .containsExactlyElementsOf(words("get user profile v2 parse json text api post"));
  }

  @Test
  void leavesOutWhatSaysNothing() {
    assertThat(words("What is the 42 of it, please?")).isEmpty();
    assertThat(words("x".repeat(41))).isEmpty();
  }

  @Test
  void keepsLettersOfAnyScript() {
    assertThat(words("Größe хлеб हिन्दी")).containsExactly("größ", "хлеб", "हिन्दी");
    assertThat(words("天气API")).containsExactly("天", "气", "api");
  }

  @Test
  void stopsAtTheLimit() {
    assertThat(Words.of("red green blue ".repeat(1000), 5)).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "creates,create", "creating,create", "created,create", "creation,create", "queries,query",
    "running,run", "batches,batch", "selection,select", "merging,merge", "deletions,delete"
  })
  void formsHaveOneStem(String form, String word) {
    assertThat(words(form)).isEqualTo(words(word));
  }

  @ParameterizedTest
  @CsvSource({"status,stat", "string,str", "process,proce", "redis,redi", "need,ne"})
  void wordsThatOnlyLookLikeFormsStay(String word, String other) {
    assertThat(words(word)).isNotEqualTo(List.of(other));
  }

  private static List<String> words(String text) {
    return Words.of(text, 1000);
  }
}
