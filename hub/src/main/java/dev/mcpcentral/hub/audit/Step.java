package dev.mcpcentral.hub.audit;

/** What a {@link SegmentReader} finds at its place. */
sealed interface Step permits Frame, Step.End, Step.Damage {

  /** Nothing more in this file, so far. */
  record End() implements Step {}

  /** Bytes that are no record. */
  record Damage(String what) implements Step {}
}
