package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.catalog.Offer;
import dev.mcpcentral.hub.rollout.ServerStatus.State;
import java.time.Instant;
import java.util.Optional;

/**
 * How a server stands at one moment.
 *
 * @param digest empty until its source is at hand
 * @param offer what it was last seen to offer; nothing until it was seen
 */
record Standing(
    State state,
    String detail,
    Optional<String> source,
    Optional<String> digest,
    Offer offer,
    Optional<String> instance,
    Instant since) {
  static Standing preparing(Instant now) {
    return new Standing(
        State.PREPARING,
        "waiting",
        Optional.empty(),
        Optional.empty(),
        Offer.NONE,
        Optional.empty(),
        now);
  }

  Standing in(State next, String why, Instant now) {
    return new Standing(
        next, why, source, digest, offer, Optional.empty(), next == state ? since : now);
  }

  Standing prepared(Preparation preparation) {
    return new Standing(
        state,
        detail,
        Optional.of(preparation.source()),
        Optional.of(preparation.digest()),
        offer,
        instance,
        since);
  }

  /** It failed, and nothing of it is shown to anybody. */
  Standing withheld(String why, Instant now) {
    return new Standing(
        State.FAILED,
        why,
        source,
        Optional.empty(),
        Offer.NONE,
        Optional.empty(),
        state == State.FAILED ? since : now);
  }

  Standing offering(Offer seen) {
    return new Standing(state, detail, source, digest, seen, instance, since);
  }

  Standing running(String id, Instant now) {
    return new Standing(
        State.RUNNING,
        "",
        source,
        digest,
        offer,
        Optional.of(id),
        state == State.RUNNING ? since : now);
  }

  /** Whether what it offers belongs into the lists: known, and not stopped by the operator. */
  boolean listed() {
    return digest.isPresent() && state != State.STOPPED;
  }
}
