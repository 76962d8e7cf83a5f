package dev.mcpcentral.protocol.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestHeadTest {
  @Test
  void readsTheHeadAndNothingAfterIt() throws IOException {
    var in =
        new ByteArrayInputStream(
            "GET /x HTTP/1.1\r\nHost: a \r\nX:\r\n\r\nrest".getBytes(ISO_8859_1));
    RequestHead head = RequestHead.read(in, 1000).orElseThrow();
    assertThat(head.method()).isEqualTo("GET");
    assertThat(head.target()).isEqualTo("/x");
    assertThat(head.minorVersion()).isEqualTo(1);
    assertThat(head.single("host")).contains("a");
    assertThat(head.single("x")).contains("");
    assertThat(head.framing()).isEqualTo(new BodyFraming.None());
    assertThat(in.readAllBytes()).isEqualTo("rest".getBytes(ISO_8859_1));
  }

  @Test
  void nothingIsNoRequest() throws IOException {
    assertThat(RequestHead.read(new ByteArrayInputStream(new byte[0]), 100))
        .isEqualTo(Optional.empty());
  }

  @Test
  void anEndWithinTheHeadIsTold() {
    var in = new ByteArrayInputStream("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> RequestHead.read(in, 100)).isInstanceOf(EOFException.class);
  }

  @Test
  void aHeadHasABound() {
    var in =
        new ByteArrayInputStream(
            "GET / HTTP/1.1\r\nA: ".concat("a".repeat(99)).getBytes(ISO_8859_1));
    assertThatThrownBy(() -> RequestHead.read(in, 64))
        .isInstanceOf(MalformedHeadException.class)
        .hasMessageContaining("64 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET  / HTTP/1.1\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "GET / HTTP/1.1 \r\n\r\n",
        "GET / http/1.1\r\n\r\n",
        "G(T / HTTP/1.1\r\n\r\n",
        "GET /\t HTTP/1.1\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\n: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\u0000\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n"
      })
  void whatCouldBeReadDifferentlyIsRefused(String head) {
    assertThatThrownBy(() -> RequestHead.parse(head)).isInstanceOf(MalformedHeadException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 3",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Content-Length: 3\r\nContent-Length: 3",
        "Content-Length: 3\r\ncontent-length: 4",
        "Content-Length: 3, 3",
        "Content-Length: +3",
        "Content-Length: 0x3",
        "Content-Length: -1",
        "Content-Length:",
        "Content-Length: 99999999999999999999"
      })
  void aBodyWhoseEndIsUnclearIsRefused(String fields) throws IOException {
    RequestHead head = RequestHead.parse("POST / HTTP/1.1\r\n" + fields + "\r\n\r\n");
    assertThatThrownBy(head::framing).isInstanceOf(MalformedHeadException.class);
  }

  @Test
  void bodiesHaveOneEnd() throws IOException {
    assertThat(framing("HTTP/1.1", "Content-Length: 12")).isEqualTo(new BodyFraming.Length(12));
    assertThat(framing("HTTP/1.1", "Transfer-Encoding: Chunked"))
        .isEqualTo(new BodyFraming.Chunked());
    assertThatThrownBy(() -> framing("HTTP/1.0", "Transfer-Encoding: chunked"))
        .isInstanceOf(MalformedHeadException.class);
  }

  @Test
  void anyBytesAreAHeadOrAreRefused() {
    Random random = new Random(20261122);
    String alphabet = "GET /HTTP1.\r\n: aé\0\t";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("GET / HTTP/1.1\r\n");
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        RequestHead head = RequestHead.parse(text.append("\r\n\r\n").toString());
        assertThat(head.fields()).noneMatch(field -> field.value().contains("\n"));
      } catch (MalformedHeadException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }

  private static BodyFraming framing(String version, String field) throws IOException {
    return RequestHead.parse("POST / " + version + "\r\n" + field + "\r\n\r\n").framing();
  }
}
