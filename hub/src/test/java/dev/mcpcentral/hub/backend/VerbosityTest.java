package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Deadline;
import dev.mcpcentral.hub.call.LogLevel;
import dev.mcpcentral.protocol.json.Slice;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerbosityTest {
  private static final String OK = "\"result\":{}";

  private final FakePeer peer = new FakePeer(OK);
  private final Verbosity verbosity = new Verbosity(peer);

  VerbosityTest() {
    peer.welcome = new Welcome(Slice.of("{\"logging\":{}}"), null);
  }

  @Test
  void serverIsToldOfTheMostVerboseWishOnly() throws Exception {
    admit(LogLevel.WARNING);
    admit(LogLevel.ERROR);
    admit(LogLevel.WARNING);
    admit(LogLevel.DEBUG);
    admit(LogLevel.INFO);
    assertThat(peer.asked)
        .containsExactly(
            "logging/setLevel {\"level\":\"warning\"}", "logging/setLevel {\"level\":\"debug\"}");
  }

  @Test
  void serverThatDoesNotLogIsNotTold() throws Exception {
    peer.welcome = new Welcome(Slice.of("{\"tools\":{}}"), null);
    admit(LogLevel.DEBUG);
    assertThat(peer.asked).isEmpty();
  }

  @Test
  void serverThatCouldNotBeToldIsToldByTheNext() throws Exception {
    peer.failure = new PeerException(PeerException.Kind.TIMED_OUT, "no answer in time");
    assertThatThrownBy(() -> admit(LogLevel.INFO)).isInstanceOf(PeerException.class);
    peer.failure = null;
    admit(LogLevel.INFO);
    admit(LogLevel.INFO);
    assertThat(peer.asked).hasSize(2);
  }

  private void admit(LogLevel level) throws PeerException {
    verbosity.admit(level, Deadline.in(Duration.ofSeconds(5)));
  }
}
