package dev.mcpcentral.hub.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpcentral.hub.catalog.Definition;
import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.rollout.ServerStatus.State;
import dev.mcpcentral.protocol.json.Slice;
import dev.mcpcentral.protocol.mcp.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private static final Offer OFFER =
      new Offer(
          Slice.of("{}"),
          null,
          Map.of(Listing.TOOLS, List.of(new Definition("a", Slice.of("{\"name\":\"a\"}"), "00"))),
          List.of());

  private final Standing prepared =
      new Standing(
          State.PREPARING,
          "building",
          Optional.of("npm:a@1.0.0"),
          Optional.of("sha256:00"),
          Offer.NONE,
          Optional.empty(),
          T0);

  @Test
  void unknownServerIsNotListed() {
    Standing fresh = Standing.preparing(T0);
    assertThat(fresh.listed()).isFalse();
    assertThat(fresh.in(State.FAILED, "no such package", T1).listed()).isFalse();
  }

  @Test
  void knownServerIsListedInEveryStateButStopped() {
    for (State state : State.values()) {
      assertThat(prepared.in(state, "", T1).listed()).isEqualTo(state != State.STOPPED);
    }
  }

  @Test
  void sinceTellsWhenTheStateBeganNotWhenItsStepDid() {
    assertThat(prepared.in(State.PREPARING, "next step", T1).since()).isEqualTo(T0);
    assertThat(prepared.in(State.FAILED, "why", T1).since()).isEqualTo(T1);
    Standing running = prepared.running("c1", T0);
    assertThat(running.running("c2", T1).since()).isEqualTo(T0);
    assertThat(running.running("c2", T1).instance()).contains("c2");
  }

  @Test
  void serverThatEndedHasNoInstanceButKeepsItsOffer() {
    Standing ended =
        prepared.offering(OFFER).running("c1", T0).in(State.READY, "ended: exit code 1", T1);
    assertThat(ended.instance()).isEmpty();
    assertThat(ended.offer()).isEqualTo(OFFER);
    assertThat(ended.digest()).contains("sha256:00");
  }
}
