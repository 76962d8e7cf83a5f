package dev.mcpcentral.hub.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a recorded request ended.
 *
 * @param intent the sequence number of its INTENT
 * @param status {@code ok}, {@code tool-error}, or the failure's name, for example {@code
 *     timed-out}
 * @param durationNanos from decision to answer
 * @param resultSha256 hash of the released result bytes, in hex
 * @param resultBytes their number
 */
public record Outcome(
    long intent,
    Instant time,
    String status,
    @Nullable String detail,
    long durationNanos,
    @Nullable String resultSha256,
    long resultBytes) {}
