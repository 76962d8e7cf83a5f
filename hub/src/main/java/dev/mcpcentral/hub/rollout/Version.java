package dev.mcpcentral.hub.rollout;

import java.time.Instant;

/**
 * What ran, or runs, behind a server's name.
 *
 * @param number counts up from 1 with every change
 * @param version of the package or image, for example {@code 2026.8.31}
 * @param source as the configuration names it, pinned
 * @param digest of its content
 * @param since when it took over
 * @param how why it did, in a word or two: added, updated, rolled back, migrated
 * @param current whether it is what serves now
 */
public record Version(
    int number,
    String version,
    String source,
    String digest,
    Instant since,
    String how,
    boolean current) {}
