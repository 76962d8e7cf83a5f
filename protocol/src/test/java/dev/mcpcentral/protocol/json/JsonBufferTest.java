package dev.mcpcentral.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonBufferTest {
  @Test
  void membersAreSeparated() {
    JsonBuffer json = new JsonBuffer(0).raw("{");
    json.member("a", Slice.of("{}")).member("\"{", Slice.of("\"{\"")).name("c").raw("[");
    json.comma().number(1).comma().raw("[").comma().raw("true]").raw("]").name("d").raw("{}");
    assertThat(json.raw("}").slice().text())
        .isEqualTo("{\"a\":{},\"\\\"{\":\"{\",\"c\":[1,[true]],\"d\":{}}");
  }

  @Test
  void nothingIsSeparatedFromTheBeginning() {
    assertThat(new JsonBuffer(0).comma().raw("1").comma().raw("2").slice().text()).isEqualTo("1,2");
  }

  @Test
  void growsAsFarAsItHasTo() {
    String text = "x".repeat(1_000);
    assertThat(new JsonBuffer(0).string(text).comma().string(text).length()).isEqualTo(2_005);
  }
}
