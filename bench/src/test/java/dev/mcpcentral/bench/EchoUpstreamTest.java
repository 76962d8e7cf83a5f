package dev.mcpcentral.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.bench.PlainClient.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class EchoUpstreamTest {
  private static final String LEGACY_HEAD = "POST /s/3/mcp HTTP/1.1\r\nHost: x\r\nContent-Length: ";

  private EchoUpstream upstream;
  private PlainClient client;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    upstream = new EchoUpstream(0, 1, 32 << 10, 3);
    client = new PlainClient(upstream.port(), 5_000);
    address = URI.create("http://127.0.0.1:" + upstream.port() + "/mcp");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    upstream.close();
  }

  private Reply modern(String method, String body) throws IOException {
    return client.exchange(ModernRequest.head(address, method, "", "", body.length()) + body);
  }

  private Reply legacy(String body) throws IOException {
    return client.exchange(LEGACY_HEAD + body.length() + "\r\n\r\n" + body);
  }

  @Test
  void modernCallIsAnsweredWithItsIdAndTheTextAskedFor() throws IOException {
    JsonNode reply =
        Json.tree(modern("tools/call", ModernRequest.toolsCall("echo", "hi", 42)).body());
    assertThat(reply.path("id").asLong()).isEqualTo(42);
    assertThat(reply.path("result").path("resultType").asString()).isEqualTo("complete");
    assertThat(reply.at("/result/content/0/text").asString()).hasSize(32 << 10);
  }

  @Test
  void discoverAndListHaveWhatTheModernSchemaRequires() throws IOException {
    String discover =
        "{\"jsonrpc\":\"2.0\",\"id\":\"d\",\"method\":\"server/discover\",\"params\":{}}";
    JsonNode discovered = Json.tree(modern("server/discover", discover).body());
    assertThat(discovered.path("id").asString()).isEqualTo("d");
    assertThat(discovered.path("result").propertyNames())
        .contains(
            "resultType", "supportedVersions", "capabilities", "ttlMs", "cacheScope", "_meta");
    assertThat(discovered.at("/result/supportedVersions/0").asString()).isEqualTo("2026-07-28");

    JsonNode list =
        Json.tree(modern("tools/list", ModernRequest.toolsList("", 2)).body()).path("result");
    assertThat(list.propertyNames()).contains("resultType", "ttlMs", "cacheScope", "tools");
    assertThat(list.path("tools").findValuesAsString("name"))
        .containsExactly("echo", "echo_1", "echo_2");
    assertThat(list.at("/tools/2/inputSchema/type").asString()).isEqualTo("object");
  }

  @Test
  void legacyClientSeesNoModernField() throws IOException {
    Reply initialized =
        legacy("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{}}");
    assertThat(Json.tree(initialized.body()).at("/result/protocolVersion").asString())
        .isEqualTo("2025-11-25");
    assertThat(legacy("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").status())
        .isEqualTo(202);
    assertThat(legacy("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").body())
        .contains("\"echo\"")
        .doesNotContain("resultType", "ttlMs");
    assertThat(legacy("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\"}").body())
        .doesNotContain("resultType");
  }

  @Test
  void whatItDoesNotKnowIsAnErrorAndWhatItCannotReadIsRefused() throws IOException {
    Reply unknown =
        modern("prompts/list", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/list\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(Json.tree(unknown.body()).at("/error/code").asInt()).isEqualTo(-32601);
    assertThat(client.get("/mcp").status()).isEqualTo(405);
    assertThat(legacy("rubbish").status()).isEqualTo(400);
  }

  @Test
  void statsCountEachKind() throws IOException {
    modern("tools/call", ModernRequest.toolsCall("echo", "hi", 1));
    modern("tools/call", ModernRequest.toolsCall("echo", "hi", 2));
    modern("tools/list", ModernRequest.toolsList("", 3));
    JsonNode stats = Json.tree(client.get("/stats").body());
    assertThat(stats.path("call").asInt()).isEqualTo(2);
    assertThat(stats.path("list").asInt()).isEqualTo(1);
    assertThat(stats.path("unknown").asInt()).isZero();
  }

  @Test
  void requestsInPiecesAndRequestsInOnePieceAreAnsweredInOrder() throws IOException {
    String body = ModernRequest.toolsCall("echo", "x".repeat(20_000), 1);
    byte[] one =
        (ModernRequest.head(address, "tools/call", "echo", "", body.length()) + body)
            .getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream.port())) {
      OutputStream out = socket.getOutputStream();
      for (int at = 0; at < one.length; at += 997) {
        out.write(one, at, Math.min(997, one.length - at));
        out.flush();
      }
      // Two hundred more at once, and nobody reads until all are sent: the answers overfill every
      // buffer.
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < 200; i++) {
                    out.write(one);
                  }
                } catch (IOException e) {
                  Thread.currentThread().interrupt();
                }
              });
      long expected = 201L * replyBytes();
      assertThat(socket.getInputStream().skip(expected)).isEqualTo(expected);
      assertThat(writer.isInterrupted()).isFalse();
    }
    assertThat(upstream.counters().of(EchoReplies.Kind.CALL)).isEqualTo(202);
  }

  private int replyBytes() throws IOException {
    Reply reply = modern("tools/call", ModernRequest.toolsCall("echo", "hi", 1));
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
    return head.length()
        + String.valueOf(reply.body().length()).length()
        + 4
        + reply.body().length();
  }
}
