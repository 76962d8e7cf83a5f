package dev.mcpcentral.hub.upstream;

import static dev.mcpcentral.hub.upstream.UpstreamFixture.post;
import static dev.mcpcentral.hub.upstream.UpstreamFixture.within;
import static dev.mcpcentral.hub.upstream.UpstreamRawServer.json;
import static dev.mcpcentral.hub.upstream.UpstreamRawServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamHttpTest {
  private static String head(String... fields) {
    return "HTTP/1.1 200 OK\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  @Test
  void requestAndAnswerAreWhole() throws IOException {
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(json("{\"a\":1}")))) {
      var response = fixture.upstream.exchange(post("{\"b\":", "2", "}"), within(10_000));
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
      assertThat(response.header("CONTENT-type")).contains("application/json");
      assertThat(response.header("content")).isEmpty();
      assertThat(response.mediaType()).isEqualTo("application/json");
      assertThat(response.isEventStream()).isFalse();
      assertThat(fixture.server.requests)
          .containsExactly(
              "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:"
                  + fixture.server.address().getPort()
                  + "\r\nAccept: */*\r\nContent-Length: 7\r\n\r\n{\"b\":2}");
    }
  }

  @Test
  void connectionIsKept() throws IOException {
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(json("{}")))) {
      for (int i = 0; i < 50; i++) {
        assertThat(fixture.answer("x")).isEqualTo("{}");
      }
      assertThat(fixture.server.connections).hasValue(1);
    }
  }

  @Test
  void largeBodiesPassInBothDirections() throws IOException {
    String large = "0123456789".repeat(6_000);
    try (var fixture =
        new UpstreamFixture((request, out) ->
            send(out, json(request.substring(request.indexOf("\r\n\r\n") + 4))))) {
      assertThat(fixture.answer(large)).isEqualTo(large);
      assertThat(fixture.answer("small")).isEqualTo("small");
    }
  }

  @Test
  void chunksAreJoinedHoweverTheyArrive() throws IOException {
    String chunked =
        head("Transfer-Encoding: Chunked", "Content-Type: application/json")
            + "5;ext=\"x\"\r\nhello\r\n00A\r\n, world!!!\r\n0\r\nTrailer: x\r\n\r\n";
    try (var fixture =
        new UpstreamFixture((_, out) -> {
          for (byte b : chunked.getBytes(StandardCharsets.ISO_8859_1)) {
            out.write(b);
          }
          return true;
        })) {
      assertThat(fixture.answer("x")).isEqualTo("hello, world!!!");
      assertThat(fixture.answer("x")).isEqualTo("hello, world!!!");
      assertThat(fixture.server.connections).hasValue(1);
    }
  }

  @Test
  void interimAnswersAreSkipped() throws IOException {
    String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(interim + json("{}")))) {
      assertThat(fixture.answer("x")).isEqualTo("{}");
    }
  }

  @Test
  void answersWithoutBodyLeaveTheConnectionUsable() throws IOException {
    try (var fixture =
        new UpstreamFixture(
            UpstreamRawServer.saying("HTTP/1.1 202\r\nContent-Length: 0\r\n\r\n"))) {
      assertThat(fixture.exchange("x").status()).isEqualTo(202);
      assertThat(fixture.exchange("x").body()).isEmpty();
      assertThat(fixture.server.connections).hasValue(1);
    }
    try (var fixture =
        new UpstreamFixture(UpstreamRawServer.saying("HTTP/1.1 204 No Content\r\n\r\n"))) {
      assertThat(fixture.exchange("x").status()).isEqualTo(204);
      assertThat(fixture.exchange("x").status()).isEqualTo(204);
      assertThat(fixture.server.connections).hasValue(1);
    }
  }

  @Test
  void announcedCloseIsRespected() throws IOException {
    String closing = head("connection: x, Close", "Content-Length: 2") + "{}";
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(closing))) {
      assertThat(fixture.answer("x")).isEqualTo("{}");
      assertThat(fixture.answer("x")).isEqualTo("{}");
      assertThat(fixture.server.connections).hasValue(2);
    }
  }

  @Test
  void bodyMayLastUntilTheConnectionCloses() throws IOException {
    try (var fixture =
        new UpstreamFixture(
            (_, out) -> !send(out, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall"))) {
      assertThat(fixture.answer("x")).isEqualTo("all");
    }
  }

  @Test
  void getHasNoBody() throws IOException {
    try (var fixture = new UpstreamFixture(UpstreamRawServer.saying(json("{}")))) {
      var get = new UpstreamRequest("GET", "/a?b=c", UpstreamHeaders.NONE, List.of());
      assertThat(fixture.upstream.exchange(get, within(10_000)).status()).isEqualTo(200);
      assertThat(fixture.server.requests.getFirst())
          .startsWith("GET /a?b=c HTTP/1.1\r\n")
          .doesNotContain("Content-Length");
    }
  }

  @Test
  void headersCannotSmuggleAnything() {
    for (String value : new String[] {"a\r\nHost: b", "a\nb", "a\0b", "ü", "\u2028"}) {
      assertThatThrownBy(() -> UpstreamHeaders.NONE.with("Mcp-Name", value))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String name : new String[] {"", "a b", "a:b", "Content-Length", "HOST", "x\r\ny"}) {
      assertThatThrownBy(() -> UpstreamHeaders.NONE.with(name, "x"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String target : new String[] {"", "mcp", "/a b", "/a\r\nb", "/ü"}) {
      assertThatThrownBy(() -> UpstreamRequest.post(target, UpstreamHeaders.NONE, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
