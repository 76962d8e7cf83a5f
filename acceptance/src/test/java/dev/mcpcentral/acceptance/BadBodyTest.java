package dev.mcpcentral.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not what they should be, while a neighbour goes on undisturbed. */
@ExtendWith(SharedHubs.class)
class BadBodyTest {
  private static final int PARSE_ERROR = -32700;

  private final HubProcess hub;
  private final URI mcp;
  private final Neighbour neighbour;

  BadBodyTest(OddServers.AsProcesses servers) {
    hub = servers.hub();
    mcp = hub.mcp();
    neighbour = new Neighbour(mcp, Duration.ofSeconds(2));
  }

  @BeforeEach
  void bothListenersAnswer() {
    assertThat(echo().send(mcp).status()).isEqualTo(200);
  }

  @AfterEach
  void nothingIsLost() throws Exception {
    try (neighbour) {
      neighbour.assertUndisturbed();
    }
    AuditTrail.assertVerifies(hub);
  }

  private static ModernRequest echo() {
    return ModernRequest.call("well__echo", Map.of("text", "PLACE"));
  }

  /** A request that is right but for its body. */
  private Reply send(String body) {
    return send(body.getBytes(StandardCharsets.UTF_8));
  }

  private Reply send(byte[] body) {
    return echo().to(mcp).send(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"",
        "{'jsonrpc':'2.0'}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{} trailing",
        "{}{}",
        "\uFEFF{}",
        "{\"a\":\"\t\"}",
        "{/* comment */}"
      })
  void whatIsNotJsonIsAParseError(String body) {
    assertParseError(send(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "42", "\"text\"", "[]", "{}", "{\"jsonrpc\":\"1.0\",\"id\":1}"})
  void whatIsNotARequestIsAnInvalidRequest(String body) {
    Reply reply = send(body);
    assertThat(reply.errorCode()).as("%s", reply).isEqualTo(-32600);
    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void aKeyGivenTwiceIsRefusedWhereverItIs() {
    String body = echo().body();
    assertRefused(send(body.replaceFirst("\\{", "{\"method\":\"tools/list\",")));
    assertRefused(send(body.replace("\"name\":", "\"name\":\"well__exit\",\"name\":")));
    assertRefused(send(body.replace("\"text\":", "\"text\":\"first\",\"text\":")));
    assertRefused(send(body.replace("\"text\":", "\"te\\u0078t\":\"first\",\"text\":")));
  }

  @Test
  void aKeyThatDiffersOnlyInCaseIsRefused() {
    assertRefused(send(echo().body().replaceFirst("\\{", "{\"Method\":\"tools/list\",")));
    assertRefused(send(echo().body().replace("\"name\":", "\"Name\":\"well__exit\",\"name\":")));
  }

  @Test
  void bytesThatAreNotUtf8AreAParseError() {
    for (byte[] bytes :
        new byte[][] {
          {(byte) 0xC0, (byte) 0x80},
          {(byte) 0xFF},
          {(byte) 0xE2, (byte) 0x82},
          {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80}
        }) {
      String latin = echo().body().replace("PLACE", new String(bytes, StandardCharsets.ISO_8859_1));
      assertParseError(send(latin.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\uD800", "\\uDC00", "\\uD800x", "\\uDC00\\uD800"})
  void aLoneSurrogateIsRefused(String escape) {
    assertRefused(send(echo().body().replace("PLACE", escape)));
  }

  @Test
  void aBodyOfTenMegabytesIsTooLarge() {
    String body = echo().body().replace("PLACE", "x".repeat(10 << 20));
    var raw =
        "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(hub.mcpPort(), body.length(), body);
    assertThat(RawHttp.send(hub.mcpPort(), raw).status()).isEqualTo(413);
  }

  @Test
  void anEndlessChunkedBodyIsTooLarge() {
    String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
    var raw =
        "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%s0\r\n\r\n"
            .formatted(hub.mcpPort(), chunk.repeat(10));
    assertThat(RawHttp.send(hub.mcpPort(), raw).status()).isEqualTo(413);
  }

  @Test
  void nestingOfAHundredThousandIsRefusedQuickly() {
    int depth = 100_000;
    for (String body :
        new String[] {
          "[".repeat(depth),
          "[".repeat(depth) + "]".repeat(depth),
          echo().body().replace("\"PLACE\"", "[".repeat(depth) + "]".repeat(depth)),
          echo().body().replace("\"PLACE\"", "{\"a\":".repeat(depth) + "1" + "}".repeat(depth))
        }) {
      long started = System.nanoTime();
      assertRefused(send(body));
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aHundredThousandKeysAreEitherCarriedOrRefusedButNeverHarmful() {
    var keys = new StringBuilder("{");
    for (int n = 0; n < 100_000; n++) {
      keys.append(n == 0 ? "" : ",").append("\"k").append(n).append("\":").append(n);
    }
    Reply reply = send(echo().body().replace("\"PLACE\"", keys.append('}').toString()));
    assertThat(reply.status()).isIn(200, 400);
  }

  private static void assertParseError(Reply reply) {
    assertThat(reply.errorCode()).as("%s", reply).isEqualTo(PARSE_ERROR);
    assertThat(reply.status()).isEqualTo(400);
  }

  /** Refused before any server saw it; whether as unparsable or as invalid is a matter of taste. */
  private static void assertRefused(Reply reply) {
    assertThat(reply.errorCode()).as("%s", reply).isIn(PARSE_ERROR, -32600, -32602);
    assertThat(reply.status()).isEqualTo(400);
  }
}
