package dev.mcpcentral.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyReaderTest {
  private static final long ID = 1_234_567_890L;
  private static final String REPLY = FaultyServer.result("1234567890");

  private final ReplyReader reader = new ReplyReader();

  private Verdict read(String response) {
    byte[] bytes = response.getBytes(US_ASCII);
    return reader.read(bytes, bytes.length, ID);
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  @Test
  void everyPrefixOfAReplyIsIncompleteAndTheWholeIsGood() {
    String response = FaultyServer.ok(REPLY);
    for (int end = 0; end < response.length(); end++) {
      assertThat(read(response.substring(0, end)))
          .as("first %d bytes", end)
          .isEqualTo(Verdict.INCOMPLETE);
    }
    assertThat(read(response)).isEqualTo(Verdict.OK);
  }

  @Test
  void chunkedReplyIsGoodOnlyWhenItsLastChunkIsThere() {
    String head = "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n";
    String chunks = chunk(REPLY.substring(0, 20)) + chunk(REPLY.substring(20));
    assertThat(read(head + chunks)).isEqualTo(Verdict.INCOMPLETE);
    assertThat(read(head + chunks + "0\r\n\r\n")).isEqualTo(Verdict.OK);
    assertThat(read(head + "zz\r\n")).isEqualTo(Verdict.MALFORMED);
  }

  @Test
  void replyInAnEventStreamMayComeAfterNotifications() {
    String progress =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progress\":1}}";
    String events =
        "event: message\r\ndata: "
            + progress
            + "\r\n\r\nevent: message\r\ndata: "
            + REPLY
            + "\r\n\r\n";
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: ";
    assertThat(read(head + events.length() + "\r\n\r\n" + events)).isEqualTo(Verdict.OK);
    assertThat(read(head + 7 + "\r\n\r\ndata: 1")).isEqualTo(Verdict.MALFORMED);
  }

  @Test
  void idMustBeTheSameNumber() {
    assertThat(read(FaultyServer.ok(FaultyServer.result("\"1234567890\""))))
        .isEqualTo(Verdict.WRONG_ID);
    assertThat(read(FaultyServer.ok(FaultyServer.result("11234567890"))))
        .isEqualTo(Verdict.WRONG_ID);
    assertThat(read(FaultyServer.ok(FaultyServer.result("234567890")))).isEqualTo(Verdict.WRONG_ID);
  }

  @Test
  void bytesAfterTheReplyAreAnError() {
    assertThat(read(FaultyServer.ok(REPLY) + "x")).isEqualTo(Verdict.MALFORMED);
  }

  @Test
  void replyOfAnotherLengthIsParsedAgain() {
    assertThat(read(FaultyServer.ok(REPLY))).isEqualTo(Verdict.OK);
    assertThat(read(FaultyServer.ok("{\"id\":1234567890,\"result\":{\"isError\":true}}")))
        .isEqualTo(Verdict.TOOL_ERROR);
    assertThat(read(FaultyServer.ok("{\"id\":1234567890,\"result\":{\"content\":]}}")))
        .isEqualTo(Verdict.MALFORMED);
  }
}
