package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Caller;
import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.Outcome;
import dev.mcpcentral.protocol.json.Members;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecondTryTest {
  private static final Outcome DONE = new Outcome.Answer(Slice.of("{}"), false);

  private final AtomicInteger attempts = new AtomicInteger();

  private Outcome run(PeerException.Kind first, Duration time, boolean asks) throws PeerException {
    return SecondTry.run(
        Caller.SILENT,
        Deadline.in(time),
        caller -> {
          if (asks) {
            caller.ask("roots/list", Slice.of("{}"), Members.NONE);
          }
          if (attempts.getAndIncrement() == 0) {
            throw new PeerException(first, "no");
          }
          return DONE;
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = PeerException.Kind.class,
      names = {"NOT_SENT", "SESSION_LOST"})
  void callThatWasNotBegunIsTriedAgain(PeerException.Kind kind) throws Exception {
    assertThat(run(kind, Duration.ofSeconds(5), false)).isEqualTo(DONE);
    assertThat(attempts).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = PeerException.Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT_SENT", "SESSION_LOST"})
  void callThatMayHaveBeenBegunIsNot(PeerException.Kind kind) {
    assertThatThrownBy(() -> run(kind, Duration.ofSeconds(5), false))
        .isInstanceOf(PeerException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void secondFailureIsTheLast() {
    assertThatThrownBy(() ->
            SecondTry.run(
                Caller.SILENT,
                Deadline.in(Duration.ofSeconds(5)),
                caller -> {
                  attempts.incrementAndGet();
                  throw new PeerException(PeerException.Kind.NOT_SENT, "never");
                }))
        .hasMessage("never");
    assertThat(attempts).hasValue(2);
  }

  @Test
  void peopleAreNotAskedTwice() {
    assertThatThrownBy(() -> run(PeerException.Kind.NOT_SENT, Duration.ofSeconds(5), true))
        .isInstanceOf(PeerException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void thereIsNoSecondTryWithoutTime() {
    assertThatThrownBy(() -> run(PeerException.Kind.NOT_SENT, Duration.ofMillis(50), false))
        .isInstanceOf(PeerException.class);
    assertThat(attempts).hasValue(1);
  }
}
