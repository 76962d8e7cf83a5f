package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.catalog.ToolDefinition;
import dev.mcpcentral.protocol.mcp.Era;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolPagesTest {
  private static final String LAST = "\"result\":{\"tools\":[{\"name\":\"b\"}]}";

  @Test
  void everyPageIsReadWithTheCursorOfTheOneBefore() throws Exception {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"tools\":[{\"name\":\"a\"}],\"nextCursor\":\"\\u00e9\\\"\"}", LAST);
    assertThat(peer.tools(Deadline.in(Duration.ofSeconds(5))))
        .extracting(ToolDefinition::name)
        .containsExactly("a", "b");
    assertThat(peer.asked)
        .containsExactly("tools/list {}", "tools/list {\"cursor\":\"\\u00e9\\\"\"}");
  }

  @Test
  void modernServersAreToldWhoAsks() throws Exception {
    FakePeer peer = new FakePeer("\"result\":{\"tools\":[],\"nextCursor\":\"x\"}", LAST);
    peer.era = Era.MODERN;
    peer.tools(Deadline.in(Duration.ofSeconds(5)));
    String meta = "\"_meta\":{" + Params.MODERN_META + "}}";
    assertThat(peer.asked)
        .containsExactly("tools/list {" + meta, "tools/list {\"cursor\":\"x\"," + meta);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "3", "{}"})
  void cursorThatIsNoStringEndsTheList(String cursor) throws Exception {
    FakePeer peer = new FakePeer("\"result\":{\"tools\":[],\"nextCursor\":" + cursor + "}");
    assertThat(peer.tools(Deadline.in(Duration.ofSeconds(5)))).isEmpty();
    assertThat(peer.asked).hasSize(1);
  }

  @Test
  void cursorThatLeadsInACircleIsRefused() {
    FakePeer peer =
        new FakePeer(
            "\"result\":{\"tools\":[],\"nextCursor\":\"1\"}",
            "\"result\":{\"tools\":[],\"nextCursor\":\"2\"}",
            "\"result\":{\"tools\":[],\"nextCursor\":\"1\"}");
    assertRefused(peer, "a cursor seen before");
    assertThat(peer.asked).hasSize(3);
  }

  @Test
  void endlessPagesAreRefused() {
    FakePeer peer = new FakePeer("\"result\":{\"tools\":[],\"nextCursor\":\"#\"}");
    assertRefused(peer, "more than 200 pages");
    assertThat(peer.asked).hasSize(200);
  }

  @Test
  void moreToolsThanTheBoundAreRefusedEvenOnTheLastPage() {
    String tools =
        IntStream.rangeClosed(0, 10_000)
            .mapToObj(i -> "{\"name\":\"t" + i + "\"}")
            .collect(Collectors.joining(","));
    assertRefused(new FakePeer("\"result\":{\"tools\":[" + tools + "]}"), "10000 tools");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"error\":{\"code\":-32601,\"message\":\"no\"}",
        "\"result\":{}",
        "\"result\":[]",
        "\"result\":{\"tools\":{}}",
        "\"result\":{\"tools\":[{\"title\":\"no name\"}]}"
      })
  void nonsenseIsRefused(String page) {
    assertRefused(new FakePeer(page), "tools/list");
  }

  private static void assertRefused(FakePeer peer, String message) {
    assertThatExceptionOfType(PeerException.class)
        .isThrownBy(() -> peer.tools(Deadline.in(Duration.ofSeconds(5))))
        .withMessageContaining(message)
        .satisfies(failed -> assertThat(failed.kind()).isEqualTo(PeerException.Kind.BROKEN));
  }
}
