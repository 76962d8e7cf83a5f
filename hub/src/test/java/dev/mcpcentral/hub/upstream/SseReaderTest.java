package dev.mcpcentral.hub.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.protocol.sse.SseEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
  private static List<String> read(InputStream in) throws UpstreamException {
    SseReader reader = new SseReader(in, 1000);
    List<String> events = new ArrayList<>();
    for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
      SseEvent e = event.get();
      events.add(
          (e.type() + "|" + e.id().orElse("-"))
              + ("|" + e.retry().map(Duration::toMillis).orElse(-1L) + "|" + e.data().text()));
    }
    return events;
  }

  private static List<String> read(String text) throws UpstreamException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static InputStream failing(Throwable how) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return read(new byte[1], 0, 1);
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (how instanceof IOException e) {
          throw e;
        }
        throw new AssertionError(how);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everySplitReadsTheSame(String lineBreak) throws UpstreamException {
    String text =
        """
        \uFEFF: comment

        event: ping
        id: 1
        retry: 250
        data: a
        data:b
        data
        data:  ü

        data: {"x":1}

        id:
        data:


        :
        data: z

        """;
    byte[] bytes = text.replace("\n", lineBreak).getBytes(StandardCharsets.UTF_8);
    List<String> expected =
        List.of(
            "ping|1|250|a\nb\n\n ü", "message|-|-1|{\"x\":1}", "message||-1|", "message|-|-1|z");
    for (int split = 0; split <= bytes.length; split++) {
      InputStream in =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes, 0, split),
              new ByteArrayInputStream(Arrays.copyOfRange(bytes, split, bytes.length)));
      assertThat(read(in)).as("split at " + split).isEqualTo(expected);
    }
  }

  @Test
  void eventIsReturnedWithoutWaitingForMore() throws UpstreamException {
    byte[] bytes = "data: a\r\n\r".getBytes(StandardCharsets.UTF_8);
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes),
            failing(new AssertionError("waited for the line feed")));
    assertThat(new SseReader(in, 100).next().orElseThrow().data().text()).isEqualTo("a");
  }

  @Test
  void cutOffEventIsDropped() throws UpstreamException {
    assertThat(read("data: a\n\ndata: b\n")).containsExactly("message|-|-1|a");
    assertThat(read("data: a\n\ndata: b")).containsExactly("message|-|-1|a");
    assertThat(read("")).isEmpty();
  }

  @Test
  void idAloneIsAnEvent() throws UpstreamException {
    assertThat(read("id: 7\n\nid: 8\ndata: \n\n"))
        .containsExactly("message|7|-1|", "message|8|-1|");
  }

  @Test
  void oddFieldsAreIgnored() throws UpstreamException {
    assertThat(
            read(
                "datax: n\nevents: n\nretryy: 1\nDATA: n\nretry: 1s\nretry: -1\nid: a\0b\ndata: y\n\n"))
        .containsExactly("message|-|-1|y");
  }

  @Test
  void manyEventsPassThroughAFullBuffer() throws UpstreamException {
    String event = "data: " + "x".repeat(700) + "\n\n";
    assertThat(read(event.repeat(100))).hasSize(100);
  }

  @Test
  void eventsAreBounded() {
    for (String endless :
        List.of(
            "data: " + "x".repeat(1001),
            "data: x\n".repeat(200),
            "x".repeat(2000),
            ":" + "x".repeat(2000))) {
      assertThatThrownBy(() -> read(endless))
          .isInstanceOfSatisfying(
              UpstreamException.class,
              e -> assertThat(e.kind()).isEqualTo(UpstreamException.Kind.PROTOCOL));
    }
  }

  @Test
  void commentsNeverAddUp() throws UpstreamException {
    assertThat(read(": keep alive\n".repeat(1000) + "data: x\n\n"))
        .containsExactly("message|-|-1|x");
  }

  @Test
  void brokenStreamIsTold() {
    InputStream broken = failing(new IOException("reset"));
    assertThatThrownBy(() -> new SseReader(broken, 100).next())
        .isInstanceOfSatisfying(
            UpstreamException.class,
            e -> assertThat(e.kind()).isEqualTo(UpstreamException.Kind.MAY_HAVE_BEEN_SENT));
  }
}
