package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.mcp.TestClient.Event;
import dev.mcpcentral.hub.mcp.TestClient.Events;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport of 2024-11-05. */
@Timeout(30)
class HttpWithSseTest {
  private static final String OLD = "2024-11-05";

  private EndpointServer server;
  private TestClient client;

  @BeforeEach
  void open(@TempDir Path home) {
    server = new EndpointServer(home);
    client = new TestClient(server);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void everythingComesOnTheStreamAndPostsAreMerelyAccepted() throws Exception {
    try (Events events = client.stream("GET", "/sse", "")) {
      String address = address(events, "/messages");
      post(address, TestClient.initialize(OLD));
      assertThat(events.must().data()).contains("\"id\":0,\"result\"", OLD);
      post(address, TestClient.call(1, "s__steps"));
      Event progress = events.must();
      assertThat(progress.type()).isEqualTo("message");
      assertThat(progress.data()).contains("\"progress\":1");
      post(address, TestClient.call(2, "s__echo"));
      assertThat(events.must().data()).as("while the other waits").contains("\"id\":2");
      server.tools.next.release();
      assertThat(events.must().data()).contains("\"progress\":2");
      assertThat(events.must().data()).contains("\"id\":1");
      server.sessions.send("notifications/tools/list_changed");
      assertThat(events.must().data()).contains("list_changed");
    }
  }

  @Test
  void clientIsAskedOnTheStreamAndAnswersByPost() throws Exception {
    try (Events events = client.stream("GET", "/servers/s/sse", "")) {
      String address = address(events, "/servers/s/messages");
      post(address, TestClient.initialize(OLD));
      events.must();
      post(address, TestClient.call(1, "ask"));
      String question = events.must().data();
      assertThat(question).contains("sampling/createMessage");
      String id = question.replaceAll(".*\"id\":(\"[^\"]*\").*", "$1");
      post(address, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"model\":\"m\"}}");
      assertThat(events.must().data()).contains("\"id\":1,\"result\":{\"model\":\"m\"}");
    }
  }

  @Test
  void sessionEndsWithItsStream() throws Exception {
    String address;
    try (Events events = client.stream("GET", "/sse", "")) {
      address = address(events, "/messages");
      post(address, TestClient.initialize(OLD));
      events.must();
      post(address, TestClient.call(1, "s__steps"));
      events.must();
      assertThat(server.sessions.count()).isEqualTo(1);
    }
    // The end of the connection shows with the next write.
    server.await(live -> {
      server.sessions.send("notifications/tools/list_changed");
      return live.streams() == 0 && live.sessions() == 0 && live.requests() == 0;
    });
    assertThat(server.tools.cancelled).hasValue(1);
    assertThat(client.status("POST", address, TestClient.call(2, "s__echo"))).isEqualTo(404);
  }

  @Test
  void requestsBeforeInitializeAndASecondOneAreRefused() throws Exception {
    try (Events events = client.stream("GET", "/sse", "")) {
      String address = address(events, "/messages");
      post(address, TestClient.call(1, "s__echo"));
      assertThat(events.must().data()).contains("\"id\":1,\"error\"", "initialize first");
      post(address, TestClient.initialize(OLD));
      events.must();
      post(address, TestClient.initialize(OLD));
      assertThat(events.must().data()).contains("only once");
      assertThat(server.sessions.count()).isEqualTo(1);
    }
    assertThat(server.recorded()).doesNotContain("tools/call s__echo");
  }

  @Test
  void streamIsOfNoUseToAnotherPrincipalOrAtAnotherPath() throws Exception {
    String secret = server.tokens.create("mallory");
    try (Events events = client.stream("GET", "/sse", "");
        TestClient other = new TestClient(server)) {
      String address = address(events, "/messages");
      String initialize = TestClient.initialize(OLD);
      assertThat(client.status("POST", "/servers/s" + address, initialize)).isEqualTo(404);
      other.with("Authorization", "Bearer " + secret);
      assertThat(other.status("POST", address, initialize)).isEqualTo(404);
      other.with("Authorization", "Bearer wrong");
      assertThat(other.status("POST", address, initialize)).isEqualTo(401);
      assertThat(other.status("GET", "/sse", "")).isEqualTo(401);
      assertThat(server.sessions.count()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/messages?sessionId=",
        "/messages?sessionId=AAAA",
        "/servers/s/messages?sessionId=x"
      })
  void unknownSessionIsRefused(String address) throws Exception {
    assertThat(client.status("POST", address, TestClient.initialize(OLD))).isEqualTo(404);
  }

  @Test
  void messageWithoutSessionOrAsAnotherTypeIsRefused() throws Exception {
    assertThat(client.status("POST", "/messages", TestClient.initialize(OLD))).isEqualTo(400);
    try (Events events = client.stream("GET", "/sse", "")) {
      String address = address(events, "/messages");
      assertThat(client.status("POST", address, "{")).isEqualTo(400);
      assertThat(client.status("POST", address, "[" + TestClient.initialize(OLD) + "]"))
          .isEqualTo(400);
      client.with("Content-Type", "text/plain");
      assertThat(client.status("POST", address, TestClient.initialize(OLD))).isEqualTo(415);
      assertThat(server.sessions.count()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sse", "/servers/s/sse", "/messages?sessionId=x"})
  void foreignOriginIsRefused(String path) throws Exception {
    client.with("Origin", "http://evil.example");
    String method = path.endsWith("sse") ? "GET" : "POST";
    assertThat(client.status(method, path, "")).isEqualTo(403);
  }

  @Test
  void addressesCannotBeGuessed() throws Exception {
    try (Events one = client.stream("GET", "/sse", "");
        Events two = client.stream("GET", "/sse", "")) {
      assertThat(address(one, "/messages")).isNotEqualTo(address(two, "/messages"));
    }
  }

  private static String address(Events events, String path) throws Exception {
    Event endpoint = events.must();
    assertThat(endpoint.type()).isEqualTo("endpoint");
    assertThat(endpoint.data()).matches(path + "\\?sessionId=[A-Za-z0-9_-]{24}");
    return endpoint.data();
  }

  private void post(String address, String message) throws Exception {
    assertThat(client.status("POST", address, message)).isEqualTo(202);
  }
}
