package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final byte[] CALL = "tools/call".getBytes(UTF_8);

  private final Envelope envelope = new Envelope();

  private String idOf(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    assertThat(envelope.scan(bytes, 0, bytes.length)).isTrue();
    return new String(bytes, envelope.idStart(), envelope.idEnd() - envelope.idStart(), UTF_8);
  }

  @Test
  void idIsFoundWhereverItStands() {
    assertThat(idOf("{\"jsonrpc\":\"2.0\",\"id\":17,\"method\":\"tools/call\"}")).isEqualTo("17");
    assertThat(
            idOf(
                " { \"params\" : {\"id\":1,\"s\":\"}\\\"\"} , \"method\":\"x\", \"id\" : \"a\\\"b\" }"))
        .isEqualTo("\"a\\\"b\"");
    assertThat(idOf("{\"result\":[{\"id\":3}],\"id\":-4}")).isEqualTo("-4");
  }

  @Test
  void methodIsComparedWhole() {
    byte[] bytes = "{\"id\":1,\"method\":\"tools/call\"}".getBytes(UTF_8);
    assertThat(envelope.scan(bytes, 0, bytes.length)).isTrue();
    assertThat(envelope.hasMethod(bytes, CALL)).isTrue();
    assertThat(envelope.hasMethod(bytes, "tools/cal".getBytes(UTF_8))).isFalse();
    assertThat(envelope.methodStartsWith(bytes, "tools/".getBytes(UTF_8))).isTrue();
  }

  @Test
  void notificationHasNoId() {
    byte[] bytes =
        "{\"method\":\"notifications/initialized\",\"params\":{\"id\":5}}".getBytes(UTF_8);
    assertThat(envelope.scan(bytes, 0, bytes.length)).isTrue();
    assertThat(envelope.hasId()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"id\"",
        "{\"id\":",
        "{\"id\":1",
        "{\"id\":1,\"a\":{\"b\":",
        "null",
        "{\"a\" 1}"
      })
  void whatIsNoWholeObjectIsRefused(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    assertThat(envelope.scan(bytes, 0, bytes.length)).isFalse();
  }
}
