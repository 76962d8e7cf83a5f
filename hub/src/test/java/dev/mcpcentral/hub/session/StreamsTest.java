package dev.mcpcentral.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
  private static final Slice MESSAGE = Slice.of("{}");

  private final AtomicLong nanoTime = new AtomicLong();
  private final Retention retention = new Retention(1 << 20, nanoTime::get);
  private final Streams streams = new Streams("ab", retention);

  @Test
  void eventsIdLeadsBackToItsStreamAndNoOther() {
    EventLog first = streams.open(false).orElseThrow();
    EventLog second = streams.open(true).orElseThrow();
    first.put(MESSAGE);
    second.put(MESSAGE);
    assertThat(find(first.id(1))).contains(new Resumption(first, 1));
    assertThat(find(second.id(0))).contains(new Resumption(second, 0));
    assertThat(find(second.id(2))).as("an event that never was").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "1",
        "1.ab",
        "1.ab.",
        "1.ab.-1",
        "1.ab.x",
        "1.cd.0",
        "2.ab.0",
        "-1.ab.0",
        "1.ab.0.0",
        "x.ab.0",
        "1.ab.99999999999999999999",
        " 1.ab.0",
        "1.AB.0"
      })
  void foreignIdsLeadNowhere(String id) {
    streams.open(true);
    assertThat(streams.find(id)).isEmpty();
    assertThat(streams.find("1.ab.0")).isPresent();
  }

  @Test
  void idsOfOtherSessionsLeadNowhere() {
    EventLog theirs = new Streams("cd", retention).open(true).orElseThrow();
    streams.open(true);
    assertThat(find(theirs.id(0))).isEmpty();
  }

  @Test
  void eachMessageIsOnOneStreamOnly() throws Exception {
    EventLog request = streams.open(false).orElseThrow();
    EventLog.Reader first = streams.open(true).orElseThrow().readAfter(0);
    EventLog.Reader second = streams.open(true).orElseThrow().readAfter(0);
    assertThat(streams.send(MESSAGE, true)).isTrue();
    assertThat(second.next(Duration.ZERO)).isNotNull();
    assertThat(first.next(Duration.ZERO)).isNull();
    assertThat(request.last()).isZero();
    second.close();
    assertThat(streams.send(MESSAGE, true)).isTrue();
    assertThat(first.next(Duration.ZERO)).as("on the one that is left").isNotNull();
  }

  @Test
  void withoutAStreamThatListensThereIsNowhereToSend() {
    streams.open(false);
    assertThat(streams.send(MESSAGE, false)).isFalse();
  }

  @Test
  void messageAwaitsTheClientWhoseConnectionIsLost() {
    EventLog log = streams.open(true).orElseThrow();
    log.readAfter(0).close();
    assertThat(streams.send(MESSAGE, true)).isTrue();
    assertThat(log.last()).isEqualTo(1);
  }

  @Test
  void oldestStreamWithoutConnectionMakesRoomAndOneWithAConnectionDoesNot() {
    EventLog oldest = streams.open(true).orElseThrow();
    oldest.readAfter(0);
    EventLog gone = streams.open(true).orElseThrow();
    for (int i = 2; i < Streams.MAX; i++) {
      streams.open(true).orElseThrow().readAfter(0);
    }
    EventLog newest = streams.open(true).orElseThrow();
    assertThat(gone.finished()).isTrue();
    assertThat(oldest.finished()).isFalse();
    newest.readAfter(0);
    assertThat(streams.open(true)).isEmpty();
  }

  @Test
  void nobodyComesBackForever() {
    EventLog gone = streams.open(false).orElseThrow();
    gone.put(MESSAGE);
    EventLog connected = streams.open(true).orElseThrow();
    connected.readAfter(0);
    nanoTime.set(Streams.KEPT.toNanos());
    streams.forget();
    assertThat(find(gone.id(1))).isPresent();
    nanoTime.incrementAndGet();
    streams.forget();
    assertThat(find(gone.id(1))).isEmpty();
    assertThat(find(connected.id(0))).isPresent();
    assertThat(retention.bytes()).isZero();
  }

  @Test
  void closingEndsWhatListensAndLetsAResponseOut() {
    EventLog response = streams.open(false).orElseThrow();
    response.readAfter(0);
    EventLog listening = streams.open(true).orElseThrow();
    listening.readAfter(0);
    streams.close();
    assertThat(listening.finished()).isTrue();
    assertThat(response.put(MESSAGE)).isTrue();
    assertThat(retention.bytes()).isZero();
    assertThat(streams.open(true)).isEmpty();
  }

  private Optional<Resumption> find(@Nullable String id) {
    return streams.find(String.valueOf(id));
  }
}
