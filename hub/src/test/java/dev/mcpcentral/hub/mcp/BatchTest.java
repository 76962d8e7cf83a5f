package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.mcp.TestClient.Events;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches, which 2025-03-26 has and no other revision. */
@Timeout(30)
class BatchTest {
  private static final String NOTIFICATION =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

  private EndpointServer server;
  private TestClient client;

  @BeforeEach
  void open(@TempDir Path home) throws Exception {
    server = new EndpointServer(home);
    client = new TestClient(server).initialize("/mcp", "2025-03-26");
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void eachRequestIsAnsweredAndRecordedOnItsOwn() throws Exception {
    client.with("Accept", "application/json");
    String answers =
        post(echo(1), NOTIFICATION, echo(2), "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");
    assertThat(answers).startsWith("[{").endsWith("}]");
    assertThat(answers).contains("\"id\":1,\"result\":{\"n\":1}", "\"id\":2,\"result\":{\"n\":2}");
    assertThat(answers).doesNotContain("\"id\":9");
    assertThat(server.recorded()).filteredOn("tools/call s__echo"::equals).hasSize(2);
  }

  @Test
  void answersComeOnOneStreamAsTheyAreReady() throws Exception {
    try (Events events =
        client.stream("POST", "/mcp", batch(TestClient.call(1, "s__steps"), echo(2)))) {
      String early = events.must().data() + events.must().data();
      assertThat(early).contains("\"progress\":1", "\"id\":2");
      server.tools.next.release();
      assertThat(events.rest()).hasSize(2).last().asString().contains("\"id\":1", "done");
    }
    server.await(live -> live.streams() == 0);
  }

  @Test
  void batchWithoutRequestsIsAccepted() throws Exception {
    assertThat(client.status("POST", "/mcp", batch(NOTIFICATION, NOTIFICATION))).isEqualTo(202);
  }

  @Test
  void initializeAndWhatIsNoMessageAreRefusedAloneAmongTheOthers() throws Exception {
    client.with("Accept", "application/json");
    String answers = post(TestClient.initialize("2025-03-26"), "7", "[]", echo(2));
    assertThat(answers).contains("\"id\":0,\"error\":{\"code\":-32600");
    assertThat(answers.split("-32600", -1)).hasSize(4);
    assertThat(answers).contains("\"id\":2,\"result\"");
    assertThat(server.sessions.count()).isEqualTo(1);
  }

  @Test
  void sameIdTwiceIsCarriedOutOnce() throws Exception {
    try (Events events =
        client.stream(
            "POST",
            "/mcp",
            batch(TestClient.call(1, "s__steps"), TestClient.call(1, "s__steps")))) {
      assertThat(events.must().data() + events.must().data()).contains("-32600", "\"progress\":1");
      server.tools.next.release();
      assertThat(events.rest()).hasSize(2);
    }
  }

  @Test
  void hundredMessagesAreTheMost() throws Exception {
    client.with("Accept", "application/json");
    assertThat(post(echoes(Batch.MAX)).split("\"result\"", -1)).hasSize(Batch.MAX + 1);
    int before = server.recorded().size();
    HttpResponse<InputStream> refused = client.send("POST", "/mcp", batch(echoes(Batch.MAX + 1)));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestClient.text(refused)).contains("-32600", "100");
    assertThat(server.recorded()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", " [ ] ", "[", "[{}", "[1,]", "[{\"jsonrpc\":\"2.0\"}]]"})
  void emptyAndBrokenBatchesAreRefused(String body) throws Exception {
    assertThat(client.status("POST", "/mcp", body)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
  void otherRevisionsHaveNone(String revision) throws Exception {
    try (TestClient other = new TestClient(server).initialize("/mcp", revision)) {
      HttpResponse<InputStream> refused = other.send("POST", "/mcp", batch(echo(1)));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(TestClient.text(refused)).contains("-32600");
    }
    assertThat(server.recorded()).doesNotContain("tools/call s__echo");
  }

  private static String echo(int id) {
    return TestClient.call(id, "s__echo");
  }

  private static String[] echoes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(BatchTest::echo).toArray(String[]::new);
  }

  private static String batch(String... messages) {
    return List.of(messages).stream().collect(Collectors.joining(",", "[", "]"));
  }

  private String post(String... messages) throws Exception {
    return TestClient.text(client.send("POST", "/mcp", batch(messages)));
  }
}
