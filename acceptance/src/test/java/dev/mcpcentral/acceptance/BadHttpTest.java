package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads on which two HTTP parsers could disagree, and names that a browser was tricked into. */
@ExtendWith(SharedHubs.class)
class BadHttpTest {
  private static final String SMUGGLED =
      "GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Smuggled: yes\r\n\r\n";

  private final int port;
  private final String host;

  BadHttpTest(OddServers.AsProcesses servers) {
    port = servers.hub().mcpPort();
    host = "Host: 127.0.0.1:" + port;
  }

  private static ModernRequest echo() {
    return ModernRequest.call("well__echo", Map.of("text", "hello"));
  }

  private RawHttp.Answer send(String... hostLines) {
    return RawHttp.send(port, RawHttp.request(echo(), "/mcp", hostLines));
  }

  @Test
  void theSameRequestWithAProperHeadIsAnswered() {
    assertThat(send(host).status()).isEqualTo(200);
    assertThat(send("Host: localhost:" + port).status()).isEqualTo(200);
    assertThat(send(host, "Origin: http://127.0.0.1:" + port).status()).isEqualTo(200);
    assertThat(send(host, "Origin: http://localhost:5173").status()).isIn(200, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:3010",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example@127.0.0.1",
        "127.0.0.1, evil.example",
        ""
      })
  void aForeignHostIsRefused(String name) {
    assertThat(send("Host: " + name).status()).isIn(400, 403, 421);
  }

  @Test
  void noHostOrTwoHostsAreRefused() {
    assertThat(send().status()).isEqualTo(400);
    assertThat(send(host, "Host: evil.example").status()).isIn(400, 403);
    assertThat(send("Host: evil.example", host).status()).isIn(400, 403);
    assertThat(send(host, host).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "http://evil.example",
        "https://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://evil.example#127.0.0.1",
        "file://",
        "chrome-extension://abc"
      })
  void aForeignOriginIsForbidden(String origin) {
    assertThat(send(host, "Origin: " + origin).status()).isEqualTo(403);
  }

  @Test
  void anAbsoluteTargetDoesNotReplaceTheHost() {
    String target = "http://evil.example/mcp";
    var answer = RawHttp.send(port, RawHttp.request(echo(), target, host));
    assertThat(answer.status()).isIn(400, 403, 404, 421);
    var mirrored = "http://127.0.0.1:" + port + "/mcp";
    var evilHost = RawHttp.send(port, RawHttp.request(echo(), mirrored, "Host: evil.example"));
    assertThat(evilHost.status()).isIn(400, 403, 404, 421);
  }

  @Test
  void everyPathIsGuarded() {
    for (String path : new String[] {"/health", "/ready", "/", "/servers/well/mcp"}) {
      var answer = RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n");
      assertThat(answer.status()).as(path).isIn(400, 403, 404, 421);
    }
  }

  @Test
  void twoWaysToSayTheLengthAreRefusedAndTheConnectionIsClosed() {
    String body = echo().body();
    assertRejected("Content-Length: %d\r\nTransfer-Encoding: chunked".formatted(body.length()));
    assertRejected("Content-Length: %d\r\nContent-Length: %d".formatted(body.length(), 0));
    assertRejected("Content-Length: %d\r\nContent-Length: %1$d".formatted(body.length()));
    assertRejected("Content-Length: %d, 0".formatted(body.length()));
    assertRejected("Content-Length: +%d".formatted(body.length()));
    assertRejected("Content-Length: -1");
    assertRejected("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity");
    assertRejected("Transfer-Encoding: xchunked");
    assertRejected("Transfer-Encoding : chunked");
  }

  @Test
  void foldedAndMalformedHeadersAreRefused() {
    String length = "Content-Length: " + echo().body().length();
    assertRejected(length + "\r\nX-Folded: a\r\n b");
    assertRejected(length + "\r\n X-Folded: a");
    assertRejected(length + "\r\nno colon here");
    assertRejected(length + "\r\nX Space: a");
    assertRejected(length + "\r\nX-Nul: a\u0000b");
  }

  @Test
  void bareLineFeedsAreRefused() {
    String proper = RawHttp.request(echo(), "/mcp", host);
    assertNoSecondAnswer(proper.replace("\r\n", "\n") + SMUGGLED);
    assertRejected("X-Bare: a\nContent-Length: " + echo().body().length());
  }

  @Test
  void brokenChunksAreRefused() {
    String chunked = head("Transfer-Encoding: chunked");
    for (String body :
        new String[] {
          "zz\r\n{}\r\n0\r\n\r\n",
          "2\r\n{}XX0\r\n\r\n",
          "-1\r\n\r\n",
          "ffffffffffffffff1\r\n{}\r\n0\r\n\r\n",
          "2\n{}\n0\n\n"
        }) {
      assertNoSecondAnswer(chunked + body + SMUGGLED);
    }
  }

  /** A head that is right but for the given lines in place of {@code Content-Length}. */
  private String head(String lines) {
    String proper = RawHttp.request(echo(), "/mcp", host);
    String withoutBody = proper.substring(0, proper.indexOf("\r\n\r\n") + 4);
    return withoutBody.replaceFirst("Content-Length: \\d+", lines.replace("\\", "\\\\"));
  }

  private void assertRejected(String lines) {
    assertNoSecondAnswer(head(lines) + echo().body() + SMUGGLED);
  }

  /**
   * One 400 at most, then the connection is closed: what followed was never taken for a request.
   */
  private void assertNoSecondAnswer(String bytes) {
    var answer = RawHttp.send(port, bytes);
    assertThat(answer.statuses()).as("%s\n->\n%s", bytes, answer).hasSizeLessThan(2);
    assertThat(answer.statuses()).as("%s\n->\n%s", bytes, answer).allMatch(status -> status == 400);
    assertThat(answer.closed()).as("closed after\n%s\n->\n%s", bytes, answer).isTrue();
  }
}
