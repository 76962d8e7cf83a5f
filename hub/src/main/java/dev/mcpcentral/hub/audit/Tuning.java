package dev.mcpcentral.hub.audit;

import java.time.Duration;

/**
 * Bounds of the log.
 *
 * @param segmentBytes a segment ends with the batch that reaches this size
 * @param queueBytes how much may wait while one batch is being written
 * @param patience how long a caller waits for a place in the queue, and in durable mode for the
 *     disk; also how long a write may take before the log counts as unavailable
 * @param linger how long an async batch is left to grow
 * @param probe pause between attempts to write again after a failure
 */
record Tuning(
    long segmentBytes, int queueBytes, Duration patience, Duration linger, Duration probe) {
  static final Tuning DEFAULT =
      new Tuning(
          64L << 20,
          Batch.MAX_BYTES,
          Duration.ofSeconds(1),
          Duration.ofMillis(50),
          Duration.ofMillis(500));

  Tuning {
    if (segmentBytes < 1 || queueBytes < 1 || queueBytes > Batch.MAX_BYTES) {
      throw new IllegalArgumentException(
          "segmentBytes " + segmentBytes + ", queueBytes " + queueBytes);
    }
  }
}
