package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModernFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {\"resultType\":\"complete\"}",
        "{ } | {\"resultType\":\"complete\" }",
        "{ \"n\" : 1e999 } | {\"resultType\":\"complete\", \"n\" : 1e999 }",
        "{\"_meta\":{\"resultType\":1}} | {\"resultType\":\"complete\",\"_meta\":{\"resultType\":1}}"
      })
  void resultsAreSaidToBeComplete(String legacy, String modern) throws Exception {
    assertThat(ModernForm.result(Slice.of(legacy.strip())).text()).isEqualTo(modern.strip());
  }

  @Test
  void whatIsModernAlreadyIsTheSameInstance() throws Exception {
    Slice same =
        Slice.of("{\"ttlMs\":5,\"resultType\":\"task\",\"cacheScope\":\"public\",\"tools\":[]}");
    assertThat(ModernForm.result(same)).isSameAs(same);
    assertThat(ModernForm.cacheable(same)).isSameAs(same);
    assertThat(ModernForm.tool(same)).isSameAs(same);
    assertThat(ModernForm.capabilities(same)).isSameAs(same);
  }

  @Test
  void listsAreNotToBeKeptUnlessTheServerSaysSo() throws Exception {
    Slice read = Slice.of("{\"contents\":[]}");
    assertThat(ModernForm.cacheable(read).text())
        .isEqualTo(
            "{\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\",\"contents\":[]}");
    RevisionSchema.assertValid(Revision.MODERN, "ReadResourceResult", ModernForm.cacheable(read));
    assertThat(ModernForm.cacheable(Slice.of("{\"ttlMs\":9}")).text())
        .isEqualTo("{\"resultType\":\"complete\",\"cacheScope\":\"private\",\"ttlMs\":9}");
  }

  @Test
  void tasksOfTheLegacyEraAreNotOnOffer() throws Exception {
    assertThat(
            ModernForm.tool(
                    Slice.of("{\"execution\":{\"taskSupport\":\"required\"}, \"name\":\"a\"}"))
                .text())
        .isEqualTo("{\"name\":\"a\"}");
    assertThat(ModernForm.capabilities(Slice.of("{\"tools\":{},\"tasks\":{\"list\":{}}}")).text())
        .isEqualTo("{\"tools\":{}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "3", "\"x\"", "null"})
  void whatIsNoObjectIsLeftAlone(String json) throws Exception {
    Slice same = Slice.of(json);
    assertThat(ModernForm.result(same)).isSameAs(same);
    assertThat(ModernForm.cacheable(same)).isSameAs(same);
    assertThat(ModernForm.tool(same)).isSameAs(same);
  }

  @Test
  void malformedJsonIsRefused() {
    assertThatThrownBy(() -> ModernForm.result(Slice.of("{\"a\":1,\"a\":1}")))
        .isInstanceOf(MalformedJsonException.class);
  }
}
