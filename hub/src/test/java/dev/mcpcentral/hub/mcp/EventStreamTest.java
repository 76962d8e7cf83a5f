package dev.mcpcentral.hub.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicInteger gone = new AtomicInteger();
  private final EventStream events = new EventStream(out, gone::incrementAndGet);

  @Test
  void messageIsOneEventOnOneLine() {
    events.message(Slice.of("{\"a\":\"é\\n\"}"));
    assertThat(text()).isEqualTo("event: message\ndata: {\"a\":\"é\\n\"}\n\n");
  }

  @Test
  void lineBreaksBetweenTokensCannotBeginAnotherEvent() {
    Slice message = Slice.of("{\r\n\"a\":1,\n\n\"event: x\": \r2}");
    events.message(message);
    assertThat(text()).isEqualTo("event: message\ndata: {  \"a\":1,  \"event: x\":  2}\n\n");
    assertThat(message.text()).as("shared bytes stay as they are").contains("\r\n");
  }

  @Test
  void sliceWithinALargerArrayIsWrittenAlone() {
    events.message(Slice.of("xx{}yy".getBytes(StandardCharsets.UTF_8), 2, 4));
    events.comment();
    assertThat(text()).isEqualTo("event: message\ndata: {}\n\n:\n\n");
  }

  @Test
  void clientThatWentAwayIsNoticedOnceAndSwallowsTheRest() {
    AtomicInteger writes = new AtomicInteger();
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            writes.incrementAndGet();
            throw new IOException("Broken pipe");
          }
        };
    EventStream stream = new EventStream(closed, gone::incrementAndGet);
    assertThat(stream.broken()).isFalse();
    stream.comment();
    stream.comment();
    stream.message(Slice.of("{}"));
    assertThat(stream.broken()).isTrue();
    assertThat(writes).hasValue(1);
    assertThat(gone).hasValue(1);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
