package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final EventStream events = new EventStream(out);

  @Test
  void messageIsOneEventOnOneLine() {
    events.message(null, Slice.of("{\"a\":\"é\\n\"}"));
    assertThat(text()).isEqualTo("event: message\ndata: {\"a\":\"é\\n\"}\n\n");
  }

  @Test
  void lineBreaksBetweenTokensCannotBeginAnotherEvent() {
    Slice message = Slice.of("{\r\n\"a\":1,\n\n\"event: x\": \r2}");
    events.message(null, message);
    assertThat(text()).isEqualTo("event: message\ndata: {  \"a\":1,  \"event: x\":  2}\n\n");
    assertThat(message.text()).as("shared bytes stay as they are").contains("\r\n");
  }

  @Test
  void sliceWithinALargerArrayIsWrittenAlone() {
    events.message(null, Slice.of("xx{}yy".getBytes(StandardCharsets.UTF_8), 2, 4));
    events.comment();
    assertThat(text()).isEqualTo("event: message\ndata: {}\n\n:\n\n");
  }

  @Test
  void clientThatWentAwaySwallowsTheRest() {
    AtomicInteger writes = new AtomicInteger();
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            writes.incrementAndGet();
            throw new IOException("Broken pipe");
          }
        };
    EventStream stream = new EventStream(closed);
    assertThat(stream.broken()).isFalse();
    stream.comment();
    stream.comment();
    stream.message(null, Slice.of("{}"));
    assertThat(stream.broken()).isTrue();
    assertThat(writes).hasValue(1);
  }

  @Test
  void eventsOfAStreamThatIsKeptHaveIds() {
    events.prime("1.ab.0", Duration.ofSeconds(1));
    events.message("1.ab.1", Slice.of("{}"));
    assertThat(text())
        .isEqualTo("id: 1.ab.0\nretry: 1000\ndata: \n\nid: 1.ab.1\nevent: message\ndata: {}\n\n");
  }

  @Test
  void writeThatIsHeldUpForLongIsBrokenOffAndAShortOneIsNot() throws Exception {
    SlowClient client = new SlowClient();
    EventStream held = new EventStream(client);
    Thread writing = Thread.startVirtualThread(held::comment);
    client.awaitWrite();
    held.breakOff(Duration.ofHours(1));
    assertThat(writing.join(Duration.ofMillis(50))).isFalse();
    held.breakOff(Duration.ZERO);
    writing.join();
    assertThat(held.broken()).isTrue();
    held.breakOff(Duration.ZERO); // nobody is held up any more
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
