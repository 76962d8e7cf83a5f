package dev.mcpcentral.hub.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpcentral.hub.call.Deadline;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LegacyWatchTest {
  private static final String OK = "\"result\":{}";
  private static final String NO = "\"error\":{\"code\":-32002,\"message\":\"no such resource\"}";

  @Test
  void serverIsToldOfWhatChangedOnly() throws Exception {
    FakePeer peer = new FakePeer(OK);
    LegacyWatch watch = new LegacyWatch(peer);
    become(watch, "a:1");
    become(watch, "a:1", "a:\"2");
    become(watch, "a:\"2");
    become(watch, "a:\"2");
    become(watch);
    assertThat(peer.asked)
        .containsExactly(
            "resources/subscribe {\"uri\":\"a:1\"}",
            "resources/subscribe {\"uri\":\"a:\\\"2\"}",
            "resources/unsubscribe {\"uri\":\"a:1\"}",
            "resources/unsubscribe {\"uri\":\"a:\\\"2\"}");
  }

  @Test
  void refusedSubscriptionIsTriedAgainAndNeverEnded() throws Exception {
    FakePeer peer = new FakePeer(NO);
    LegacyWatch watch = new LegacyWatch(peer);
    become(watch, "a:1");
    become(watch, "a:1");
    become(watch);
    assertThat(peer.asked)
        .containsExactly(
            "resources/subscribe {\"uri\":\"a:1\"}", "resources/subscribe {\"uri\":\"a:1\"}");
  }

  @Test
  void whatCouldNotBeToldIsToldTheNextTime() throws Exception {
    FakePeer peer = new FakePeer(OK);
    LegacyWatch watch = new LegacyWatch(peer);
    peer.failure = new PeerException(PeerException.Kind.TIMED_OUT, "no answer in time");
    assertThatThrownBy(() -> become(watch, "a:1")).isInstanceOf(PeerException.class);
    peer.failure = null;
    become(watch, "a:1");
    assertThat(peer.asked).hasSize(2);
  }

  private static void become(LegacyWatch watch, String... uris) throws PeerException {
    watch.become(Set.of(uris), Deadline.in(Duration.ofSeconds(5)));
  }
}
