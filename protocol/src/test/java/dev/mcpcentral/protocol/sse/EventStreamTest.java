package dev.mcpcentral.protocol.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.json.Slice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the fields of a stream mean is shown by the hub's {@code SseReaderTest}. */
class EventStreamTest {
  private static EventStream stream(InputStream in) {
    return new EventStream(in, 4 << 20);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void eventHasItsFieldsAndTheNextOneItsOwn() throws IOException {
    EventStream events =
        stream(bytes("event: e\nid: 7\nretry: 20\ndata: a\ndata: b\n\ndata: c\n\n"));
    assertThat(events.next())
        .contains(
            new SseEvent(
                "e", Optional.of("7"), Optional.of(Duration.ofMillis(20)), Slice.of("a\nb")));
    assertThat(events.next()).contains(SseEvent.message(Slice.of("c")));
    assertThat(events.next()).isEmpty();
  }

  @Test
  void eventAfterAVeryLargeOneIsReadAsWell() throws IOException {
    String large = "x".repeat(3 << 20);
    EventStream events = stream(bytes("data: " + large + "\n\ndata: y\n\n"));
    assertThat(events.next().orElseThrow().data().length()).isEqualTo(large.length());
    assertThat(events.next()).contains(SseEvent.message(Slice.of("y")));
  }

  @Test
  void eventBeyondTheBoundIsRefused() {
    EventStream events = new EventStream(bytes("data: " + "x".repeat(100) + "\n\n"), 100);
    assertThatThrownBy(events::next)
        .isInstanceOf(EventTooLargeException.class)
        .hasMessage("an event is larger than 100 bytes");
  }

  @Test
  void failureOfTheStreamIsPassedOn() throws IOException {
    IOException reset = new IOException("reset");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw reset;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw reset;
          }
        };
    EventStream events = stream(new SequenceInputStream(bytes("data: a\n\n"), broken));
    assertThat(events.next()).isPresent();
    assertThatThrownBy(events::next).isSameAs(reset);
  }
}
