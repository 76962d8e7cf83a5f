package dev.mcpcentral.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  @Test
  void valuesAreTheExactBytesInTheirOrder() throws Exception {
    Members members =
        Members.ofObject(
            Slice.of(
                " { \"b\" : 1e999 ,\"a\":-0.0\n,\"c\":\"\\u00e9\" ,\"d\":{ \"x\":[ ] } , \"e\":true,\"f\": null}"));
    assertThat(members.list())
        .extracting(member -> member.name() + "=" + member.value().text())
        .containsExactly(
            "b=1e999", "a=-0.0", "c=\"\\u00e9\"", "d={ \"x\":[ ] }", "e=true", "f=null");
    assertThat(members.string("c")).isEqualTo("é");
    assertThat(members.json("d")).isEqualTo("{ \"x\":[ ] }");
  }

  @Test
  void onlyStringsAreText() throws Exception {
    Members members = Members.ofObject(Slice.of("{\"n\":1,\"o\":null,\"s\":\"\"}"));
    assertThat(members.string("n")).isNull();
    assertThat(members.string("o")).isNull();
    assertThat(members.string("absent")).isNull();
    assertThat(members.string("s")).isEmpty();
    assertThat(members.find("absent")).isNull();
  }

  @Test
  void namesAreComparedAsText() throws Exception {
    Members members = Members.ofObject(Slice.of("{\"\\u006eame\":1,\"Name\":2,\"\":3}"));
    assertThat(members.json("name")).isEqualTo("1");
    assertThat(members.json("")).isEqualTo("3");
  }

  @Test
  void emptyObjectHasNoMembers() throws Exception {
    assertThat(Members.ofObject(Slice.of("{}")).isEmpty()).isTrue();
    assertThat(Members.NONE.list()).isEmpty();
  }

  @Test
  void whatIsInsideOfAMemberIsRead() throws Exception {
    Members members = Members.ofObject(Slice.of("{\"a\":{\"b\":{ \"c\" : 1 }}}"));
    Members inner = Members.inside(Members.inside(members.find("a")).find("b"));
    assertThat(inner.json("c")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{ }", "[]", "[1]", "3", "null", "true", "\"{}\"", "{\"a\"}"})
  void nothingIsInsideOfAnythingElse(String json) {
    assertThat(Members.inside(Slice.of(json)).isEmpty()).isTrue();
    assertThat(Members.inside(null).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "3",
        "null",
        "{} {}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"a\"}"
      })
  void anythingElseIsRefused(String json) {
    assertThatThrownBy(() -> Members.ofObject(Slice.of(json)))
        .isInstanceOf(MalformedJsonException.class);
  }
}
