package dev.mcpcentral.hub.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTest {
  private static String text(String key, Object value) {
    return Yaml.text(Map.of(key, value));
  }

  @Test
  void stringsAreQuotedAndBeginNoVariable() {
    assertThat(text("a", "on")).isEqualTo("a: \"on\"\n");
    assertThat(text("a", "22:22")).isEqualTo("a: \"22:22\"\n");
    assertThat(text("a", "pa$$w${x}")).isEqualTo("a: \"pa$$$$w$${x}\"\n");
    assertThat(text("a", "x\n\"\\\u0007é")).isEqualTo("a: \"x\\n\\\"\\\\\\u0007\\u00e9\"\n");
  }

  @Test
  void templatesKeepTheirVariables() {
    assertThat(text("a", new Yaml.Template("${LOG_LEVEL:-info}")))
        .isEqualTo("a: \"${LOG_LEVEL:-info}\"\n");
  }

  @Test
  void keysThatOldYamlReadsOtherwiseAreQuoted() {
    assertThat(text("no", 1)).isEqualTo("\"no\": 1\n");
    assertThat(text("a b", true)).isEqualTo("\"a b\": true\n");
  }

  @Test
  void listsAndMapsAreIndented() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("type", "bind");
    inner.put("bind", Map.of("propagation", "rprivate"));
    assertThat(text("volumes", List.of("a", inner)))
        .isEqualTo(
            """
            volumes:
              - "a"
              -
                type: "bind"
                bind:
                  propagation: "rprivate"
            """);
    assertThat(text("a", List.of())).isEqualTo("a: []\n");
    assertThat(text("a", Map.of())).isEqualTo("a: {}\n");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("x-common", new Yaml.Anchor("common", Map.of("A", "1")));
    file.put("b", new Yaml.Merged("common", Map.of("B", "$2")));
    assertThat(ComposeTree.read(Yaml.text(file)))
        .isEqualTo(Map.of("x-common", Map.of("A", "1"), "b", Map.of("A", "1", "B", "$$2")));
  }
}
