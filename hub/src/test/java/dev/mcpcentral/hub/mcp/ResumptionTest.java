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

/** 2025-11-25, basic/transports: "Resumability and Redelivery", "Multiple Connections". */
@Timeout(30)
class ResumptionTest {
  private static final String NEWEST = "2025-11-25";
  private static final String DONE = "\"result\":{\"done\":true}";

  private EndpointServer server;
  private TestClient client;

  @BeforeEach
  void open(@TempDir Path home) throws Exception {
    server = new EndpointServer(home);
    client = new TestClient(server).initialize("/mcp", NEWEST);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void lostConnectionIsNoCancellationAndWhatFollowedIsSentAgain() throws Exception {
    Event first;
    try (Events lost = client.stream("POST", "/mcp", TestClient.call(1, "s__steps"))) {
      Event primer = lost.must();
      assertThat(primer.id()).isNotEmpty();
      assertThat(primer.data()).isEmpty();
      assertThat(primer.retry()).isEqualTo("1000");
      first = lost.must();
      assertThat(first.data()).contains("\"progress\":1");
    }
    server.await(live -> live.streams() == 0);
    server.tools.next.release();
    server.await(live -> live.requests() == 0);
    try (Events again = resume(first.id())) {
      assertThat(again.must().data()).contains("\"progress\":2");
      assertThat(again.must().data()).contains("\"id\":1").contains(DONE);
      assertThat(again.next()).as("the stream ends with the response").isNull();
    }
    assertThat(server.tools.cancelled).hasValue(0);
    assertThat(server.recorded()).containsOnlyOnce("tools/call s__steps");
  }

  @Test
  void streamGoesOnForAClientThatComesBackBeforeTheEnd() throws Exception {
    String beginning;
    try (Events lost = client.stream("POST", "/mcp", TestClient.call(1, "s__steps"))) {
      beginning = lost.must().id();
    }
    try (Events again = resume(beginning)) {
      assertThat(again.must().data()).contains("\"progress\":1");
      server.tools.next.release();
      assertThat(again.rest()).hasSize(2).last().asString().contains(DONE);
    }
  }

  @Test
  void secondConnectionTakesOverAndNothingIsSentTwice() throws Exception {
    try (Events first = client.stream("POST", "/mcp", TestClient.call(1, "s__steps"))) {
      first.must();
      String seen = first.must().id();
      try (Events second = resume(seen)) {
        server.tools.next.release();
        assertThat(second.rest()).hasSize(2).last().asString().contains(DONE);
        assertThat(first.rest()).isEmpty();
      }
    }
  }

  @Test
  void idOfAnotherSessionBeginsAFreshStream() throws Exception {
    String theirs;
    try (Events lost = client.stream("POST", "/mcp", TestClient.call(1, "s__steps"))) {
      theirs = lost.must().id();
    }
    try (TestClient other = new TestClient(server).initialize("/mcp", NEWEST);
        Events own = other.stream("POST", "/mcp", TestClient.call(2, "s__steps"))) {
      own.must();
      other.with("Last-Event-ID", theirs);
      try (Events fresh = other.stream("GET", "/mcp", "")) {
        assertThat(fresh.must().data()).as("a primer of its own").isEmpty();
        server.tools.next.release(2);
        assertThat(own.rest()).hasSize(3);
        server.sessions.send("notifications/tools/list_changed");
        assertThat(fresh.must().data()).contains("list_changed");
      }
    }
  }

  @Test
  void olderRevisionsAreNotPrimedButCanComeBack() throws Exception {
    try (TestClient older = new TestClient(server).initialize("/mcp", "2025-06-18")) {
      Event first;
      try (Events lost = older.stream("POST", "/mcp", TestClient.call(1, "s__steps"))) {
        first = lost.must();
        assertThat(first.data()).contains("\"progress\":1");
      }
      server.tools.next.release();
      older.with("Last-Event-ID", first.id());
      try (Events again = older.stream("GET", "/mcp", "")) {
        assertThat(again.rest()).hasSize(2);
      }
    }
  }

  @Test
  void messageOfTheSessionIsOnOneStreamAndTheOthersStayOpen() throws Exception {
    try (Events first = client.stream("GET", "/mcp", "")) {
      first.must();
      try (Events second = client.stream("GET", "/mcp", "")) {
        second.must();
        server.sessions.send("notifications/tools/list_changed");
        assertThat(second.must().data()).contains("tools/list_changed");
      }
      server.await(live -> {
        server.sessions.send("notifications/prompts/list_changed");
        return live.streams() == 1;
      });
      server.sessions.send("notifications/resources/list_changed");
      Event next = first.must();
      while (next.data().contains("prompts")) {
        next = first.must();
      }
      assertThat(next.data()).contains("resources/list_changed");
    }
  }

  @Test
  void endOfTheSessionEndsItsStreamsAndItsCalls() throws Exception {
    try (Events listening = client.stream("GET", "/mcp", "");
        Events calling = client.stream("POST", "/mcp", TestClient.call(1, "s__steps"))) {
      assertThat(listening.must().data()).isEmpty();
      assertThat(calling.must().data()).isEmpty();
      assertThat(calling.must().data()).contains("\"progress\":1");
      assertThat(client.status("DELETE", "/mcp", "")).isEqualTo(204);
      assertThat(listening.next()).isNull();
      assertThat(calling.rest()).hasSize(1).first().asString().contains("cancelled");
      assertThat(server.tools.cancelled).hasValue(1);
      assertThat(client.status("GET", "/mcp", "")).isEqualTo(404);
    }
    server.await(live -> live.streams() == 0 && live.requests() == 0 && live.keptBytes() == 0);
  }

  private Events resume(String lastEventId) throws Exception {
    client.with("Last-Event-ID", lastEventId);
    return client.stream("GET", "/mcp", "");
  }
}
