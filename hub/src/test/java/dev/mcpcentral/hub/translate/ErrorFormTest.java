package dev.mcpcentral.hub.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorFormTest {
  private static final String ERROR =
      "{ \"code\" : %s , \"message\":\"-32002\",\"data\":{\"code\":-32002,\"n\":1e999}}";

  @ParameterizedTest
  @CsvSource({"-32002, -32602", "-32042, -32603"})
  void legacyCodesBecomeModern(String legacy, String modern) throws Exception {
    assertThat(ErrorForm.modern(Slice.of(ERROR.formatted(legacy))).text())
        .isEqualTo(ERROR.formatted(modern));
  }

  @Test
  void resourceNotFoundHasItsOwnLegacyCode() throws Exception {
    assertThat(ErrorForm.legacyRead(Slice.of(ERROR.formatted("-32602"))).text())
        .isEqualTo(ERROR.formatted("-32002"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-32603", "-32000", "\"-32002\"", "-32002.0", "{}", "null"})
  void otherErrorsAreTheSameInstance(String code) throws Exception {
    Slice same = Slice.of(ERROR.formatted(code));
    assertThat(ErrorForm.modern(same)).isSameAs(same);
    assertThat(ErrorForm.legacyRead(same)).isSameAs(same);
    assertThat(ErrorForm.elicitations(same)).isEmpty();
  }

  @Test
  void elicitationsThatAnErrorAsksForAreFound() throws Exception {
    String first = "{ \"mode\":\"url\",\"elicitationId\":\"1\",\"url\":\"https://a\"}";
    Slice error =
        Slice.of(
            "{\"data\":{\"elicitations\":["
                + first
                + " , {\"mode\":\"url\"},7]},\"code\":-32042,\"message\":\"\"}");
    assertThat(ErrorForm.elicitations(error))
        .containsExactly(Slice.of(first), Slice.of("{\"mode\":\"url\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"code\":-32042}", "{\"code\":-32042,\"data\":{\"elicitations\":{}}}", "[]"})
  void errorsThatNameNoElicitationHaveNone(String error) throws Exception {
    assertThat(ErrorForm.elicitations(Slice.of(error))).isEmpty();
  }
}
