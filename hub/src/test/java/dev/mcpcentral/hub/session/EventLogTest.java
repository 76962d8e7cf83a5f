package dev.mcpcentral.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventLogTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private final AtomicLong nanoTime = new AtomicLong();
  private final Retention retention = new Retention(1 << 20, nanoTime::get);
  private final EventLog log = EventLog.kept("1.ab.", retention);

  @Test
  void readerTakesEventsInOrderAndWaitsForTheNext() throws Exception {
    put("a", "b");
    EventLog.Reader reader = log.readAfter(0);
    assertThat(taken(reader)).containsExactly("1.ab.1 a", "1.ab.2 b");
    assertThat(reader.next(SOON)).isNull();
    Thread.startVirtualThread(() -> log.offer(Slice.of("c")));
    assertThat(reader.next(Duration.ofSeconds(10))).isEqualTo(new EventLog.Event(3, Slice.of("c")));
    assertThat(reader.ended()).isFalse();
  }

  @Test
  void laterReaderGetsWhatFollowedAndEndsTheOneBefore() throws Exception {
    put("a", "b", "c");
    EventLog.Reader first = log.readAfter(0);
    assertThat(taken(first)).hasSize(3);
    EventLog.Reader second = log.readAfter(1);
    assertThat(first.ended()).isTrue();
    first.close(); // notices late that it has lost its connection
    put("d");
    assertThat(taken(second)).containsExactly("1.ab.2 b", "1.ab.3 c", "1.ab.4 d");
    assertThat(taken(first)).isEmpty();
  }

  @Test
  void finishedLogEndsAfterItsLastEventAndTakesNoMore() throws Exception {
    EventLog.Reader reader = log.readAfter(0);
    put("a");
    log.finish();
    assertThat(log.offer(Slice.of("late"))).isFalse();
    assertThat(log.put(Slice.of("late"))).isFalse();
    assertThat(reader.ended()).isFalse();
    assertThat(taken(reader)).containsExactly("1.ab.1 a");
    assertThat(reader.ended()).isTrue();
    assertThat(taken(log.readAfter(0))).containsExactly("1.ab.1 a");
  }

  @Test
  void slowReaderLosesNotificationsButNeverAResponse() throws Exception {
    EventLog.Reader reader = log.readAfter(0);
    for (int i = 0; i < EventLog.MAX_WAITING; i++) {
      assertThat(log.offer(Slice.of("{}"))).isTrue();
    }
    assertThat(log.offer(Slice.of("dropped"))).isFalse();
    assertThat(log.put(Slice.of("response"))).isTrue();
    assertThat(taken(reader))
        .hasSize(EventLog.MAX_WAITING + 1)
        .last()
        .asString()
        .endsWith("response");
  }

  @Test
  void lostConnectionIsWaitedForWithinNarrowBounds() {
    for (int i = 0; i < EventLog.MAX_KEPT; i++) {
      assertThat(log.offer(Slice.of("{}"))).isTrue();
    }
    assertThat(log.offer(Slice.of("dropped"))).isFalse();
    assertThat(log.put(Slice.of("response"))).isTrue();
  }

  @Test
  void whatWasTakenIsKeptWithinBoundsAndTheNewestAlways() throws Exception {
    EventLog.Reader reader = log.readAfter(0);
    Slice large = Slice.of(new byte[EventLog.MAX_KEPT_BYTES + 1]);
    log.put(large);
    log.put(large);
    assertThat(taken(reader)).hasSize(2);
    assertThat(retention.bytes()).isEqualTo(large.length());
    for (int i = 0; i < 2 * EventLog.MAX_KEPT; i++) {
      put("x");
    }
    assertThat(taken(reader)).hasSize(2 * EventLog.MAX_KEPT);
    assertThat(taken(log.readAfter(0))).hasSize(EventLog.MAX_KEPT);
  }

  @Test
  void nothingIsKeptBeyondTheBoundOfAllSessions() throws Exception {
    EventLog other = EventLog.kept("2.ab.", retention);
    other.put(Slice.of(new byte[1 << 20]));
    assertThat(log.put(Slice.of("nobody reads"))).isFalse();
    EventLog.Reader reader = log.readAfter(0);
    assertThat(log.put(Slice.of("read"))).isTrue();
    assertThat(taken(reader)).containsExactly("1.ab.1 read");
    assertThat(taken(log.readAfter(0))).as("kept").isEmpty();
    other.close();
    assertThat(retention.bytes()).isZero();
  }

  @Test
  void oldEventsAreForgottenAndFreed() throws Exception {
    EventLog.Reader reader = log.readAfter(0);
    put("a");
    taken(reader);
    nanoTime.set(10);
    assertThat(log.forgetAfter(10)).isFalse();
    nanoTime.set(11);
    assertThat(log.forgetAfter(10)).isTrue();
    assertThat(retention.bytes()).isZero();
    assertThat(taken(log.readAfter(0))).isEmpty();
  }

  @Test
  void releasedLogGoesOnForItsReaderAndKeepsNothing() throws Exception {
    EventLog.Reader reader = log.readAfter(0);
    put("a");
    log.release();
    put("b");
    log.finish();
    assertThat(taken(reader)).containsExactly("1.ab.1 a", "1.ab.2 b");
    assertThat(retention.bytes()).isZero();
    EventLog unread = EventLog.kept("2.ab.", retention);
    unread.put(Slice.of("a"));
    unread.release();
    assertThat(unread.finished()).isTrue();
    assertThat(retention.bytes()).isZero();
  }

  @Test
  void repetitionWaitsOnceWhereThatIsAsked() throws Exception {
    EventLog.Reader reader = log.readAfter(0);
    log.offerOnce(Slice.of("changed"));
    log.offerOnce(Slice.of("changed"));
    log.offer(Slice.of("changed"));
    assertThat(taken(reader)).hasSize(2);
  }

  @Test
  void logThatIsNotKeptHasNoIdsAndForgetsAtOnce() throws Exception {
    EventLog plain = EventLog.unkept();
    plain.put(Slice.of("a"));
    assertThat(plain.id(1)).isNull();
    assertThat(plain.readAfter(0).next(SOON)).isNotNull();
    assertThat(plain.readAfter(0).next(SOON)).isNull();
  }

  private void put(String... messages) {
    for (String message : messages) {
      assertThat(log.put(Slice.of(message))).isTrue();
    }
  }

  private List<String> taken(EventLog.Reader reader) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    for (EventLog.Event event = reader.next(Duration.ZERO);
        event != null;
        event = reader.next(Duration.ZERO)) {
      taken.add(log.id(event.number()) + " " + event.message().text());
    }
    return taken;
  }
}
