package dev.mcpcentral.hub.rollout;

import dev.mcpcentral.hub.catalog.ToolDefinition;
import dev.mcpcentral.hub.rollout.ServerStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a server stands at one moment.
 *
 * @param digest empty until its source is at hand
 * @param tools what it was last seen to offer; empty list until it was seen
 */
record Standing(
    State state,
    String detail,
    Optional<String> source,
    Optional<String> digest,
    List<ToolDefinition> tools,
    Optional<String> instance,
    Instant since) {
  static Standing preparing(Instant now) {
    return new Standing(
        State.PREPARING,
        "waiting",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        now);
  }

  Standing in(State next, String why, Instant now) {
    return new Standing(
        next, why, source, digest, tools, Optional.empty(), next == state ? since : now);
  }

  Standing prepared(Preparation preparation) {
    return new Standing(
        state,
        detail,
        Optional.of(preparation.source()),
        Optional.of(preparation.digest()),
        tools,
        instance,
        since);
  }

  Standing offering(List<ToolDefinition> seen) {
    return new Standing(state, detail, source, digest, List.copyOf(seen), instance, since);
  }

  Standing running(String id, Instant now) {
    return new Standing(
        State.RUNNING,
        "",
        source,
        digest,
        tools,
        Optional.of(id),
        state == State.RUNNING ? since : now);
  }

  /** Whether its tools belong into the list: known, and not stopped by the operator. */
  boolean listed() {
    return digest.isPresent() && state != State.STOPPED;
  }
}
