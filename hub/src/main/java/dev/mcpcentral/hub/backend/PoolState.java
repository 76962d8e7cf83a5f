package dev.mcpcentral.hub.backend;

/**
 * The instances of one server at one moment.
 *
 * @param running started and not ended, paused ones included, spare ones not
 * @param inUse how many of them carry out calls or are watched
 * @param paused how many of them are paused
 * @param spare started for whoever comes next
 * @param waiting callers who wait for an instance
 */
public record PoolState(int running, int inUse, int paused, int spare, int waiting) {}
