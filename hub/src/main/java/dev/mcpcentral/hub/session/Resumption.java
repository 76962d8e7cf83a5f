package dev.mcpcentral.hub.session;

/**
 * Where a client takes up a stream again.
 *
 * @param after the number of the last event that the client has seen
 */
public record Resumption(EventLog log, long after) {}
