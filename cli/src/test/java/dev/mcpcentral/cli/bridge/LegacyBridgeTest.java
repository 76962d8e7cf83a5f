package dev.mcpcentral.cli.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients of 2025-11-25 and before: sessions, the session's stream, resumption. */
class LegacyBridgeTest {
  private static final String LIST =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/list"}\
      """;

  /** Answers what every session begins with; the rest is for {@code more}. */
  private static ScriptedHub hub(String session, ScriptedHub.Script more) throws IOException {
    return hub(0, session, more);
  }

  private static ScriptedHub hub(int port, String session, ScriptedHub.Script more)
      throws IOException {
    return new ScriptedHub(
        port,
        request -> {
          if (request.body().contains("\"initialize\"")) {
            request.session(session);
            request.json(
                200,
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}}}}");
          } else if (!request.method().equals("POST") && request.header("Mcp-Session-Id").isEmpty()
              || request.method().equals("DELETE")) {
            request.json(405, "");
          } else if (!request.method().equals("GET")
              && !request.header("Mcp-Session-Id").equals(session)) {
            request.json(404, "");
          } else if (request.body().contains("\"notifications/")) {
            request.json(202, "");
          } else {
            more.answer(request);
          }
        });
  }

  private static String result(int id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  private static String event(String id, String data) {
    return "id: " + id + "\ndata: " + data + "\n\n";
  }

  @Test
  void theSessionIsKeptAndEnded() throws Exception {
    try (var hub = hub("s1", request -> request.json(200, result(1, "{\n \"tools\":[]\n}")))) {
      try (var client = new StdioClient(hub.port())) {
        client.initialize();
        client.say(LIST);
        assertThat(client.hear()).isEqualTo(result(1, "{  \"tools\":[] }"));
      }
      assertThat(hub.next("\"initialize\"").header("Mcp-Session-Id")).isEmpty();
      var list = hub.next("tools/list");
      assertThat(list.header("Mcp-Session-Id")).isEqualTo("s1");
      assertThat(list.header("MCP-Protocol-Version")).isEqualTo("2025-06-18");
      assertThat(list.header("Authorization")).isEqualTo("Bearer secret-token");
      assertThat(list.body()).isEqualTo(LIST);
      assertThat(hub.next("DELETE").header("Mcp-Session-Id")).isEqualTo("s1");
    }
  }

  @Test
  void theHubsQuestionIsAnsweredByTheClient() throws Exception {
    String question =
        "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"elicitation/create\",\"params\":{}}";
    String answer = "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{\"action\":\"accept\"}}";
    var answered = new CountDownLatch(1);
    ScriptedHub.Script script =
        request -> {
          if (request.body().equals(answer)) {
            request.json(202, "");
            answered.countDown();
          } else {
            request.events("data: " + question + "\n\n");
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            request.more("data: " + result(1, "{}") + "\n\n");
            request.end();
          }
        };
    try (var hub = hub("s1", script);
        var client = new StdioClient(hub.port())) {
      client.say(StdioClient.INITIALIZE);
      client.hear();
      client.say(LIST);
      assertThat(client.hear()).isEqualTo(question);
      client.say(answer);
      assertThat(client.hear()).isEqualTo(result(1, "{}"));
    }
  }

  @Test
  void theSessionsStreamGoesOnWhereItEnded() throws Exception {
    String changed = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}";
    var streams = new AtomicInteger();
    ScriptedHub.Script script =
        request -> {
          request.events(event("e" + streams.incrementAndGet(), changed));
          request.end();
        };
    try (var hub = hub("s1", script);
        var client = new StdioClient(hub.port())) {
      client.initialize();
      assertThat(client.hear()).isEqualTo(changed);
      assertThat(client.hear()).isEqualTo(changed);
      hub.next("initialized");
      assertThat(hub.next("GET").header("Last-Event-ID")).isEmpty();
      assertThat(hub.next("GET").header("Last-Event-ID")).isEqualTo("e1");
    }
  }

  @Test
  void aBrokenOffRequestIsTakenUpAgain() throws Exception {
    ScriptedHub.Script script =
        request -> {
          if (request.method().equals("GET")) {
            request.events(event("e2", result(1, "{}")));
          } else {
            request.events("id: e1\nretry: 10\ndata: \n\n");
          }
          request.end();
        };
    try (var hub = hub("s1", script);
        var client = new StdioClient(hub.port())) {
      client.say(StdioClient.INITIALIZE);
      client.hear();
      client.say(LIST);
      assertThat(client.hear()).isEqualTo(result(1, "{}"));
      hub.next("tools/list");
      assertThat(hub.next("GET").header("Last-Event-ID")).isEqualTo("e1");
    }
  }

  @Test
  void aHubThatForgotTheSessionIsIntroducedAgain() throws Exception {
    String level =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"debug\"}}";
    ScriptedHub.Script script =
        request -> {
          if (request.method().equals("GET")) {
            request.json(405, "");
          } else {
            request.json(200, result(request.body().equals(level) ? 7 : 1, "{}"));
          }
        };
    try (var first = hub("s1", script);
        var client = new StdioClient(first.port())) {
      client.initialize();
      client.say(level);
      client.hear();
      first.stop();
      try (var second = hub(first.port(), "s2", script)) {
        client.say(LIST);
        assertThat(client.hear()).contains("notifications/tools/list_changed");
        assertThat(client.hear()).isEqualTo(result(1, "{}"));
        assertThat(second.next("tools/list").header("Mcp-Session-Id")).isEqualTo("s1");
        assertThat(second.next("\"initialize\"").body()).isEqualTo(StdioClient.INITIALIZE);
        assertThat(second.next("initialized").header("Mcp-Session-Id")).isEqualTo("s2");
        assertThat(second.next("setLevel").body()).isEqualTo(level);
        assertThat(second.next("tools/list").header("Mcp-Session-Id")).isEqualTo("s2");
      }
    }
  }

  @Test
  void aCancelledRequestHasNoAnswerAndTheHubIsTold() throws Exception {
    var called = new CountDownLatch(1);
    ScriptedHub.Script script =
        request -> {
          request.events(": \n\n");
          called.countDown();
        };
    String cancel =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}";
    try (var hub = hub("s1", script);
        var client = new StdioClient(hub.port())) {
      client.say(StdioClient.INITIALIZE);
      client.hear();
      client.say(LIST);
      assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
      client.say(cancel);
      assertThat(hub.next("cancelled").body()).isEqualTo(cancel);
      assertThat(client.hearsNothing()).isTrue();
    }
  }

  @Test
  void messagesOfABatchAreCarriedOutOneByOne() throws Exception {
    try (var hub = hub("s1", request -> request.json(200, result(1, "{}")));
        var client = new StdioClient(hub.port())) {
      client.say(StdioClient.INITIALIZE);
      client.hear();
      client.say("[" + StdioClient.INITIALIZED + ", " + LIST + "]");
      assertThat(client.hear()).isEqualTo(result(1, "{}"));
    }
  }
}
