package dev.mcpcentral.cli.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients of 2026-07-28: what a request says in header fields, and how it ends. */
class ModernBridgeTest {
  private static final String RESULT = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}";

  private static String call(String id, String tool) {
    return """
    {"jsonrpc":"2.0","id":"%s","method":"tools/call","params":{"name":"%s","_meta":\
    {"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}\
    """
        .formatted(id, tool)
        .strip();
  }

  @Test
  void headersRepeatWhatTheRequestSays() throws Exception {
    try (var hub = new ScriptedHub(0, request -> request.json(200, RESULT));
        var client = new StdioClient(hub.port())) {
      client.say(call("a", "größe"));
      assertThat(client.hear()).isEqualTo(RESULT);
      var seen = hub.next("tools/call");
      assertThat(seen.body()).isEqualTo(call("a", "größe"));
      assertThat(seen.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
      assertThat(seen.header("Mcp-Method")).isEqualTo("tools/call");
      assertThat(seen.header("Mcp-Name")).isEqualTo("=?base64?Z3LDtsOfZQ==?=");
      assertThat(seen.header("Mcp-Session-Id")).isEmpty();
    }
  }

  @Test
  void refusalsOfTheHubReachTheClientAsTheyAre() throws Exception {
    String error =
        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"error\":{\"code\":-32022,\"message\":\"x\"}}";
    try (var hub = new ScriptedHub(0, request -> request.json(400, error));
        var client = new StdioClient(hub.port())) {
      client.say(call("a", "t"));
      assertThat(client.hear()).isEqualTo(error);
    }
  }

  @Test
  void cancellingClosesTheStream() throws Exception {
    var broken = new CountDownLatch(1);
    ScriptedHub.Script script =
        request -> {
          request.events("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n");
          try {
            while (true) {
              request.more(": still here\n\n");
              Thread.sleep(20);
            }
          } catch (IOException gone) {
            broken.countDown();
          }
        };
    try (var hub = new ScriptedHub(0, script);
        var client = new StdioClient(hub.port())) {
      client.say(call("a", "t"));
      assertThat(client.hear()).contains("notifications/progress");
      client.say(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"a\"}}");
      assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.hearsNothing()).isTrue();
    }
  }

  @Test
  void aLostConnectionIsAnErrorAndLaterRequestsWork() throws Exception {
    ScriptedHub.Script script =
        request -> {
          if (request.body().contains("\"first\"")) {
            request.events(": \n\n");
            request.end();
          } else {
            request.json(200, RESULT);
          }
        };
    try (var hub = new ScriptedHub(0, script);
        var client = new StdioClient(hub.port())) {
      client.say(call("first", "t"));
      assertThat(client.hear()).contains("\"id\":\"first\",\"error\"", "-32603");
      client.say(call("a", "t"));
      assertThat(client.hear()).isEqualTo(RESULT);
    }
  }

  @Test
  void aMissingTokenIsExplained() throws Exception {
    try (var hub = new ScriptedHub(0, request -> request.json(401, ""));
        var client = new StdioClient(hub.port())) {
      client.say(call("a", "t"));
      assertThat(client.hear()).contains("\"id\":\"a\",\"error\"", "mcp-central token create");
    }
  }

  @Test
  void aHubThatIsNotThereIsWaitedForAndThenReported() throws Exception {
    int port;
    try (var hub = new ScriptedHub(0, request -> request.json(200, RESULT))) {
      port = hub.port();
    }
    try (var client = new StdioClient(port)) {
      client.say(call("late", "t"));
      assertThat(client.hear()).contains("\"id\":\"late\"", "mcp-central up");
      assertThat(client.people().getFirst()).contains("no hub at http://127.0.0.1:" + port);
      try (var hub = new ScriptedHub(port, request -> request.json(200, RESULT))) {
        client.say(call("a", "t"));
        assertThat(client.hear()).isEqualTo(RESULT);
        assertThat(hub.next("tools/call").body()).contains("\"a\"");
      }
    }
  }

  @Test
  void linesThatAreNoMessageAreRefused() throws Exception {
    try (var hub = new ScriptedHub(0, request -> request.json(200, RESULT));
        var client = new StdioClient(hub.port())) {
      client.say("not JSON");
      assertThat(client.hear()).contains("\"id\":null", "-32700");
      client.say("{\"jsonrpc\":\"1.0\",\"id\":3,\"method\":\"x\"}");
      assertThat(client.hear()).contains("\"id\":3", "-32600");
      client.say("x".repeat(Lines.MAX_BYTES + 1));
      assertThat(client.hear()).contains("16 MiB");
      client.say(call("a", "t"));
      assertThat(client.hear()).isEqualTo(RESULT);
    }
  }

  @Test
  void anIdMayBeUsedAgainOnceItIsAnsweredButNotBefore() throws Exception {
    var go = new CountDownLatch(1);
    ScriptedHub.Script script =
        request -> {
          go.await();
          request.json(200, RESULT);
        };
    try (var hub = new ScriptedHub(0, script);
        var client = new StdioClient(hub.port())) {
      client.say(call("a", "t"));
      client.say(call("a", "t"));
      assertThat(client.hear()).contains("in flight already");
      go.countDown();
      assertThat(client.hear()).isEqualTo(RESULT);
      client.say(call("a", "t"));
      assertThat(client.hear()).isEqualTo(RESULT);
    }
  }
}
