package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCheckTest {
  private static final String INPUT = "\"inputSchema\":{\"type\":\"object\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"inputSchema\":{\"type\":\"object\"}",
        "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":true,\"$ref\":{}},\"required\":[\"a\"]}",
        "\"inputSchema\":{\"type\":\"object\",\"$defs\":{\"d\":{}},\"properties\":{\"a\":{\"$ref\":\"#/$defs/d\"}}}",
        "\"inputSchema\":{\"type\":\"object\",\"$id\":\"https://a/b\",\"allOf\":[{\"$ref\":\"https://a/b#/x\"}]}",
        "\"inputSchema\":{\"type\":\"object\",\"default\":{\"$ref\":\"https://a/b\"}}",
        "\"inputSchema\":{\"type\":\"object\"},\"outputSchema\":{\"anyOf\":[]}",
        "\"inputSchema\":{\"type\":\"object\"},\"annotations\":{\"readOnlyHint\":true,\"x\":1}",
        "\"inputSchema\":{\"type\":\"object\"},\"icons\":[{\"src\":\"a\"}],\"_meta\":{},\"title\":\"\"",
        "\"inputSchema\":{\"type\":\"object\"},\"future\":[null]",
      })
  void soundDefinitionsAreShown(String members) {
    assertThat(fault("{\"name\":\"a b/é\"," + members + "}")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | no object",
        "{\"name\":\"a\" | malformed",
        "{\"name\":\"a\",\"name\":\"b\"} | duplicate",
        "{\"name\":\"\\ud800\"} | surrogate",
        "{} | its name",
        "{\"name\":7} | its name",
        "{\"name\":\"\"} | its name",
        "{\"name\":\"a\\u0000\"} | control characters",
        "{\"name\":\"a\"} | inputSchema is no schema of type 'object'",
        "{\"name\":\"a\",\"inputSchema\":{}} | type 'object'",
        "{\"name\":\"a\",\"inputSchema\":{\"type\":\"array\"}} | type 'object'",
        "{\"name\":\"a\",\"inputSchema\":{\"type\":[\"object\"]}} | type 'object'",
        "{\"name\":\"a\",\"inputSchema\":true} | type 'object'",
        "{\"name\":\"a\",\"description\":7,INPUT} | its description is not a string",
        "{\"name\":\"a\",\"description\":null,INPUT} | its description is not a string",
        "{\"name\":\"a\",\"title\":[],INPUT} | its title is not a string",
        "{\"name\":\"a\",\"_meta\":[],INPUT} | its _meta is not an object",
        "{\"name\":\"a\",\"icons\":[{}],INPUT} | its icons is not an array",
        "{\"name\":\"a\",\"annotations\":1,INPUT} | its annotations is not an object",
        "{\"name\":\"a\",\"annotations\":{\"readOnlyHint\":\"yes\"},INPUT} | annotations.readOnlyHint is not a boolean",
        "{\"name\":\"a\",\"outputSchema\":true,INPUT} | outputSchema is no object",
        "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\",\"properties\":[]}} | no map of schemas",
        "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"x\":1}}} | no map",
        "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\",\"required\":\"x\"}} | array of names",
        "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"x\":{\"$ref\":\"http://a/b\"}}}} | another address",
        "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\",\"items\":[{\"$ref\":\"//a/b#/c\"}]}} | another address",
        "{\"name\":\"a\",\"inputSchema\":{\"type\":\"object\",\"not\":{\"$dynamicRef\":\"FILE:/etc\"}}} | another",
        "{\"name\":\"a\",\"outputSchema\":{\"$ref\":\"https://a/b\"},INPUT} | its outputSchema refers",
      })
  void faultyDefinitionsHaveAReason(String definition, String reason) {
    assertThat(fault(definition.strip().replace("INPUT", INPUT))).contains(reason.strip());
  }

  @Test
  void namesAndDefinitionsHaveALargestSize() {
    assertThat(fault(named("a".repeat(128)))).isNull();
    assertThat(fault(named("a".repeat(129)))).contains("1 to 128");
    assertThat(fault(named("a") + " ".repeat((256 << 10) - named("a").length()))).isNull();
    assertThat(fault(named("a") + " ".repeat((256 << 10) + 1 - named("a").length())))
        .contains("256 KiB");
  }

  @Test
  void deepSchemasAreRefused() {
    String deep = "{\"not\":".repeat(1000) + "{}" + "}".repeat(1000);
    assertThat(fault("{\"name\":\"a\",\"inputSchema\":" + deep + "}")).contains("levels");
  }

  @Test
  void oneBadToolDoesNotHarmTheOthersAndOfEqualNamesTheFirstSoundOneStands() {
    List<Slice> definitions =
        Stream.of("{\"name\":\"a\"}", named("a"), named("b"), named("a"), "nonsense")
            .map(Slice::of)
            .toList();
    List<ToolCheck.Verdict> verdicts = ToolCheck.of(definitions);
    assertThat(verdicts).extracting(ToolCheck.Verdict::definition).isEqualTo(definitions);
    assertThat(verdicts)
        .extracting(ToolCheck.Verdict::name)
        .containsExactly("a", "a", "b", "a", "");
    assertThat(verdicts)
        .extracting(verdict -> verdict.fault() == null)
        .containsExactly(false, true, true, false, false);
    assertThat(verdicts.get(3).fault()).isEqualTo("another tool has the same name");
  }

  private static String named(String name) {
    return "{\"name\":\"" + name + "\"," + INPUT + "}";
  }

  private static @Nullable String fault(String definition) {
    return ToolCheck.of(List.of(Slice.of(definition))).getFirst().fault();
  }
}
