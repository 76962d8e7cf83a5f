package dev.mcpcentral.hub.policy;

/** What policy says to a call. */
public sealed interface Decision permits Permitted, Decision.Denied {
  /** {@code reason} is written for the caller and never reveals what the caller may not know. */
  record Denied(String reason) implements Decision {}
}
