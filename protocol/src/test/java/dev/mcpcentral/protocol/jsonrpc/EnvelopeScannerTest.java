package dev.mcpcentral.protocol.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.json.MalformedJsonException;
import dev.mcpcentral.protocol.json.Slice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeScannerTest {
  @Test
  void slicesAreTheExactBytes() throws Exception {
    String text =
        " {\"jsonrpc\":\"2.0\" , \"id\" : \"a\\u0041\", \"method\":\"tools/call\",\n\"params\":{ \"name\":\"é__x\", \"arguments\" : {\"a\":[1, 2.50 ,{\"b\":null}]} ,\"_meta\":{\"progressToken\": 7 ,\"x\":{}}}} ";
    var request = (Envelope.Request) EnvelopeScanner.scan(Slice.of(text));
    assertThat(request.id().text()).isEqualTo("\"a\\u0041\"");
    assertThat(request.method()).isEqualTo("tools/call");
    assertThat(request.body().string("name")).isEqualTo("é__x");
    assertThat(request.body().json("arguments")).isEqualTo("{\"a\":[1, 2.50 ,{\"b\":null}]}");
    assertThat(request.meta().json("progressToken")).isEqualTo("7");
    assertThat(request.body().json("_meta")).isEqualTo("{\"progressToken\": 7 ,\"x\":{}}");
  }

  @Test
  void slicesAreExactInsideALargerArray() throws Exception {
    byte[] bytes =
        "xxxx{\"jsonrpc\":\"2.0\",\"id\":12,\"result\":{\"isError\":true}}yyy"
            .getBytes(StandardCharsets.UTF_8);
    var result =
        (Envelope.ResultResponse) EnvelopeScanner.scan(Slice.of(bytes, 4, bytes.length - 3));
    assertThat(result.id().text()).isEqualTo("12");
    assertThat(result.result().text()).isEqualTo("{\"isError\":true}");
    assertThat(result.body().json("isError")).isEqualTo("true");
  }

  @Test
  void numbersKeepTheirDigits() throws Exception {
    var request =
        (Envelope.Request)
            EnvelopeScanner.scan(
                Slice.of(
                    "{\"jsonrpc\":\"2.0\",\"id\":9007199254740993,\"method\":\"m\",\"params\":{\"arguments\":{\"n\":1e999,\"d\":0.1000000000000000055511151231257827}}}"));
    assertThat(request.id().text()).isEqualTo("9007199254740993");
    assertThat(request.body().json("arguments"))
        .contains("1e999")
        .contains("0.1000000000000000055511151231257827");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1} x",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"arguments\":{\"a\":1,\"a\":2}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"arguments\":{\"a\":\"\\ud800\"}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"arguments\":{\"a\":\"\\udc00\\ud800\"}}}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "\u0000{}"
      })
  void whatIsNotStrictJsonIsMalformed(String text) {
    assertThatThrownBy(() -> EnvelopeScanner.scan(Slice.of(text)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void badUtf8IsMalformed() {
    byte[][] bad = {
      {(byte) 0xC0, (byte) 0x80},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xF5, 0, 0, 0},
      {(byte) 0xE2, (byte) 0x82},
      {(byte) 0xFF}
    };
    for (byte[] sequence : bad) {
      byte[] frame =
          "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"a\":\""
              .getBytes(StandardCharsets.UTF_8);
      byte[] text = new byte[frame.length + sequence.length + 3];
      System.arraycopy(frame, 0, text, 0, frame.length);
      System.arraycopy(sequence, 0, text, frame.length, sequence.length);
      System.arraycopy("\"}}".getBytes(StandardCharsets.UTF_8), 0, text, text.length - 3, 3);
      assertThatThrownBy(() -> EnvelopeScanner.scan(Slice.of(text)))
          .isInstanceOf(MalformedJsonException.class);
    }
  }

  @Test
  void depthIsBounded() {
    String deep =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"arguments\":"
            + "[".repeat(100_000)
            + "]".repeat(100_000)
            + "}}";
    assertThatThrownBy(() -> EnvelopeScanner.scan(Slice.of(deep)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("deeper");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "3",
        "{}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[1]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"Method\":\"n\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"name\":\"a\",\"Name\":\"b\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"isError\":true},\"params\":{\"isError\":false}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1},\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}"
      })
  void whatIsNoMessageIsInvalid(String text) {
    assertThatThrownBy(() -> EnvelopeScanner.scan(Slice.of(text)))
        .isInstanceOf(InvalidEnvelopeException.class);
  }
}
