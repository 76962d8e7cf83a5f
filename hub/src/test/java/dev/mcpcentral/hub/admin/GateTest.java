package dev.mcpcentral.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat T2: who does not belong on the admin listener gets no further than its door. */
class GateTest {
  @TempDir Path home;
  private AdminServer hub;

  @BeforeEach
  void start() {
    hub = new AdminServer(home);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  /** {@code AUTH} and {@code PORT} stand for what the running hub wants. */
  private RawHttp.Answer send(String head, String body) throws IOException {
    String written =
        head.replace("AUTH", "Authorization: " + hub.authorization)
            .replace("PORT", String.valueOf(hub.port));
    return new RawHttp(hub.port).send(written, body);
  }

  private void refused(int status, String head) throws IOException {
    RawHttp.Answer answer = send(head, "");
    assertThat(answer.status()).as(head).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("\"pid\"");
    assertThat(hub.audit.records).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LocalHost", "hub.example:443"})
  void anAllowedHostIsLetIn(String host) throws IOException {
    assertThat(send("GET /api/v1/status HTTP/1.1\nHost: " + host + "\nAUTH", "").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.2:PORT",
        "[::2]:PORT",
        "evil.example:127.0.0.1"
      })
  void aForeignHostIsRefused(String host) throws IOException {
    RawHttp.Answer answer = send("GET /api/v1/status HTTP/1.1\nHost: " + host + "\nAUTH", "");
    assertThat(answer.status()).isBetween(400, 403);
    assertThat(answer.body()).doesNotContain("\"pid\"");
  }

  @Test
  void twoHostsOrNoneAreRefused() throws IOException {
    refused(400, "GET /api/v1/status HTTP/1.1\nHost: localhost:PORT\nHost: evil.example\nAUTH");
    refused(400, "GET /api/v1/status HTTP/1.1\nHost: localhost:PORT\nHost: localhost:PORT\nAUTH");
    refused(400, "GET /api/v1/status HTTP/1.1\nAUTH");
  }

  @Test
  void aForeignOriginIsRefused() throws IOException {
    for (String origin :
        new String[] {"null", "http://evil.example", "http://localhost", "https://localhost:1"}) {
      refused(
          403, "GET /api/v1/status HTTP/1.1\nHost: localhost:PORT\nOrigin: " + origin + "\nAUTH");
    }
  }

  @Test
  void theSameOriginIsLetIn() throws IOException {
    String head =
        "GET /api/v1/status HTTP/1.1\nHost: localhost:PORT\nOrigin: http://localhost:PORT\nAUTH";
    assertThat(send(head, "").status()).isEqualTo(200);
  }

  @Test
  void anAbsoluteFormTargetDoesNotStandInForTheHost() throws IOException {
    RawHttp.Answer answer =
        send("GET http://localhost:PORT/api/v1/status HTTP/1.1\nHost: evil.example\nAUTH", "");
    assertThat(answer.status()).isBetween(400, 404);
    assertThat(answer.body()).doesNotContain("\"pid\"");
  }

  @Test
  void noneOrAWrongCredentialIsRefusedAlsoForUnknownPaths() throws IOException {
    String host = " HTTP/1.1\nHost: localhost:PORT\n";
    refused(401, "GET /api/v1/status" + host);
    refused(401, "GET /api/v1/nothing" + host);
    refused(401, "POST /api/v1/shutdown" + host);
    refused(401, "GET /api/v1/status" + host + "Authorization: Bearer mcpo_wrong");
    refused(401, "GET /api/v1/status" + host + "Authorization: Basic b3BlcmF0b3I6");
    refused(401, "GET /api/v1/status" + host + "AUTH\nAUTH");
    assertThat(send("GET /api/v1/status" + host, "").head()).contains("Bearer realm=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
  void aBodyOfAnotherTypeIsRefused(String type) throws IOException {
    String header = type.isEmpty() ? "" : "Content-Type: " + type + "\n";
    RawHttp.Answer answer =
        send(
            "POST /api/v1/call HTTP/1.1\nHost: localhost:PORT\n"
                + header
                + "Content-Length: 15\nAUTH",
            "{\"tool\":\"tool\"}");
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void anOversizeBodyIsRefusedWhetherItsLengthIsToldOrNot() throws IOException {
    String big = "{\"tool\":\"" + "x".repeat(Body.LIMIT_BYTES) + "\"}";
    String head =
        "POST /api/v1/call HTTP/1.1\nHost: localhost:PORT\nAUTH\nContent-Type: application/json\n";

    assertThat(send(head + "Content-Length: " + big.length(), big.substring(0, 1000)).status())
        .isEqualTo(413);
    String chunked = Integer.toHexString(big.length()) + "\r\n" + big + "\r\n0\r\n\r\n";
    assertThat(send(head + "Transfer-Encoding: chunked", chunked).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"tool\":1}",
        "{\"tool\":\"a\",\"tool\":\"b\"}",
        "{\"tool\":\"a\"}x",
        "{\"tool\":\"a\",\"arguments\":[]}",
        "{\"tool\":\"a\",\"argument\":{}}"
      })
  void aMalformedCallIsRefused(String body) throws IOException {
    String head =
        "POST /api/v1/call HTTP/1.1\nHost: localhost:PORT\nAUTH\nContent-Type: application/json\n";
    RawHttp.Answer answer = send(head + "Content-Length: " + body.length(), body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"malformed\"");
  }

  @Test
  void anUnknownPathSaysSo() throws IOException {
    RawHttp.Answer answer = send("GET /api/v1/nothing HTTP/1.1\nHost: localhost:PORT\nAUTH", "");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("\"code\":\"not-found\"");
  }
}
